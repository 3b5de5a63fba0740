using System.Security.Cryptography;
using System.Text;

namespace Reconciler.Adapters.Published;

/// <summary>
/// Published states laid out as state directories, for reading: one for each stamp, never changed, so that two calls at a time do not meet. Whoever published
/// one decides what stands in it, and nothing else: odd names are left out.
/// </summary>
/// <param name="place">A directory of its own, absolute.</param>
internal sealed class PublishedLayout(string place)
{
    private const string StampFile = "stamp";

    /// <summary>Nobody reads one of before any more.</summary>
    private static readonly TimeSpan kept = TimeSpan.FromDays(1);

    /// <summary>Of the newest; null: there is none.</summary>
    internal string? NewestStamp => Directory.Exists(place)
        ? new DirectoryInfo(place).EnumerateDirectories().OrderByDescending(one => one.LastWriteTimeUtc).Select(one => Path.Combine(one.FullName, StampFile)).Where(File.Exists).Select(File.ReadAllText).FirstOrDefault()
        : null;

    /// <returns>Null: it is not here.</returns>
    internal string? Find(string stamp) => Directory.Exists(PlaceOf(stamp)) ? PlaceOf(stamp) : null;

    /// <param name="stamp">Of these files.</param>
    /// <param name="files">With forward slashes.</param>
    /// <returns>Where they are now, absolute.</returns>
    internal string Lay(string stamp, IEnumerable<(string Path, byte[] Content)> files, DateTimeOffset now)
    {
        Directory.CreateDirectory(place);
        var beside = Path.Combine(place, $".{Guid.NewGuid():n}");
        foreach (var (path, content) in files.Append((StampFile, Encoding.UTF8.GetBytes(stamp))))
        {
            var parts = path.Split('/');
            if (!parts.All(IsPlain))
                continue;

            var file = Path.Combine([beside, .. parts]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }

        foreach (var old in new DirectoryInfo(place).EnumerateDirectories().Where(one => one.LastWriteTimeUtc < now.UtcDateTime - kept))
            old.Delete(recursive: true);
        if (Find(stamp) is null)
            Directory.Move(beside, PlaceOf(stamp));
        else
            Directory.Delete(beside, recursive: true);
        return PlaceOf(stamp);
    }

    private string PlaceOf(string stamp) => Path.Combine(place, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stamp)))[..16]);

    private static bool IsPlain(string name) => name.Length > 0 && name[0] is not '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}

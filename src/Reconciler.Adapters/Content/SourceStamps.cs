using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>
/// What the files of a followed source looked like when they were hashed, so that only those are hashed again that were written to since. One
/// file a source, named by its key; a lost or torn one costs a reading.
/// </summary>
/// <param name="started">When the source was begun to be read. What was written to less than two seconds before may have been written to again, unseen.</param>
/// <param name="suffices">Whether knowing the content is enough; where it is to be stored it may have to be read all the same.</param>
internal sealed class SourceStamps(string file, DateTimeOffset started, Func<ContentId, bool> suffices)
{
    private const long MarginNs = 2_000_000_000;

    private readonly long newestNs = ((started - DateTimeOffset.UnixEpoch).Ticks * 100) - MarginNs;
    private readonly Dictionary<string, (string Stamp, ContentId Content)> known = Read(file);
    private readonly ConcurrentDictionary<string, (string Stamp, ContentId Content)> seen = new(StringComparer.Ordinal);

    internal static string FileOf(string directory, string key) => Path.Combine(directory, $"{Digest.Of(Encoding.UTF8.GetBytes(key))}.json");

    /// <returns>Null when it must be read.</returns>
    internal ContentId? Find(SourceEntry entry) =>
        known.TryGetValue(entry.Path, out var found) && found.Stamp == entry.Stamp && suffices(found.Content) ? found.Content : null;

    internal void Remember(SourceEntry entry, ContentId content)
    {
        if (IsOld(entry.Stamp))
            seen[entry.Path] = (entry.Stamp, content);
    }

    /// <summary>Replaces what was known by what was seen.</summary>
    internal void Save_NeedsLock()
    {
        if (seen.Count == known.Count && seen.All(pair => known.TryGetValue(pair.Key, out var same) && same == pair.Value))
            return;

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            Write(json);

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        Durable.Replace(file, stream.ToArray());
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var (path, (stamp, content)) in seen.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteStartArray();
            json.WriteStringValue(path);
            json.WriteStringValue(stamp);
            json.WriteStringValue(content.Digest.ToString());
            json.WriteNumberValue(content.SizeBytes);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static Dictionary<string, (string Stamp, ContentId Content)> Read(string file)
    {
        if (!File.Exists(file))
            return [];

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return json.RootElement.EnumerateArray().ToDictionary(
                item => item[0].GetString()!,
                item => (item[1].GetString()!, new ContentId(Digest.Parse(item[2].GetString()!), item[3].GetInt64())),
                StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or JsonException or FormatException or InvalidOperationException or IndexOutOfRangeException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>Both times of the stamp, which is <see cref="SourceStatus.Stamp"/>'s.</summary>
    private bool IsOld(string stamp) =>
        stamp.Split(' ') is [_, var modified, var changed, _]
        && long.Parse(modified, CultureInfo.InvariantCulture) < newestNs
        && long.Parse(changed, CultureInfo.InvariantCulture) < newestNs;
}

using System.Text;
using System.Text.Json;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Downloads;

/// <summary>
/// A download on disk, named by the sum that it is to have: <c>&lt;sha256&gt;.part</c>, and <c>&lt;sha256&gt;.json</c> that says which version of
/// which URL it is a part of. It outlives the process: the next one goes on. Whatever a kill or a power cut made of it, the sum tells.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string path;
    private readonly string note;
    private readonly string source;
    private readonly FileStream file;

    private PartialFile(string directory, Uri url, Digest expected)
    {
        path = Path.Combine(directory, $"{expected}.part");
        note = Path.Combine(directory, $"{expected}.json");

        // A URL may have a password in its query.
        source = Digest.Of(Encoding.UTF8.GetBytes(url.AbsoluteUri)).ToString();
        file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        Bytes = new(file, Note);
    }

    internal ArrivingBytes Bytes { get; }

    /// <summary>Seekable.</summary>
    internal Stream Stream => file;

    /// <summary>Opens what an earlier process left, or begins. One process at a time.</summary>
    /// <param name="directory">Made when it is not there.</param>
    internal static PartialFile Open_NeedsLock(string directory, Uri url, Digest expected, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var partial = new PartialFile(directory, url, expected);
        try
        {
            if (partial.FindVersion() is { } version)
                partial.Bytes.TakeUp(version, cancellationToken);
            else
                partial.file.SetLength(0);
            return partial;
        }
        catch
        {
            partial.Dispose();
            throw;
        }
    }

    /// <summary>It is not needed any more.</summary>
    internal void Delete()
    {
        File.Delete(note);
        File.Delete(path);
    }

    public void Dispose()
    {
        Bytes.Dispose();
        file.Dispose();
    }

    private void Note(EntityVersion version)
    {
        using var stream = new FileStream(note, FileMode.Create, FileAccess.Write);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("source", source);
        if (version.ETag is not null)
            json.WriteString("etag", version.ETag);
        if (version.LastModified is { } time)
            json.WriteString("lastModified", time);
        json.WriteEndObject();
    }

    /// <returns>Null when it is part of something else, or nothing is known of it.</returns>
    private EntityVersion? FindVersion()
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(note));
            var root = json.RootElement;
            return root.GetProperty("source").GetString() != source
                ? null
                : new(
                    root.TryGetProperty("etag", out var tag) ? tag.GetString() : null,
                    root.TryGetProperty("lastModified", out var time) ? time.GetDateTimeOffset() : null);
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Half written by a process that was killed there: it had no bytes yet.
            return null;
        }
    }
}

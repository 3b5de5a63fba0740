using System.Text.Json;
using Reconciler.Core.Status;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>
/// <c>events.jsonl</c>: what was told, a line of JSON each; when it has grown large it becomes <c>events.1.jsonl</c>, in the place of the one before.
/// For whoever watches: the records, not this, say what is so, and a line that cannot be written holds nothing up.
/// </summary>
public sealed class EventFile(StateDirectory directory)
{
    private const long Largest = 8 << 20;

    /// <summary>The loop, whoever asks it, and those beside it have a file each, and the same one.</summary>
    private static readonly Lock turn = new();

    public void Append_NeedsLock(IEnumerable<EstateEvent> events)
    {
        using var lines = new MemoryStream();
        foreach (var told in events)
        {
            lines.Write(Line(told).Span);
            lines.WriteByte((byte)'\n');
        }

        lock (turn)
            Append(lines);
    }

    private void Append(MemoryStream lines)
    {
        try
        {
            if (File.Exists(directory.EventFile) && new FileInfo(directory.EventFile).Length > Largest)
            {
                File.Delete(directory.EarlierEventFile);
                File.Move(directory.EventFile, directory.EarlierEventFile);
            }

            using var file = new FileStream(directory.EventFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(lines.GetBuffer().AsSpan(0, (int)lines.Length));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A full disk ends the run where it writes a record, and says so there.
        }
    }

    /// <summary>Null for a line of a later version.</summary>
    public static EstateEvent? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return Enum.TryParse<EventReason>(Text(root, "reason"), out var reason)
                ? new(root.GetProperty("at").GetDateTimeOffset(), reason, Text(root, "message") ?? "", Text(root, "commit")) { Revision = Text(root, "revision"), Package = Text(root, "package"), Server = Text(root, "server") }
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Line(EstateEvent told) => JsonLine.Write(writer =>
    {
        writer.WriteTime("at"u8, told.At);
        writer.WriteString("type"u8, told.IsWarning ? "Warning"u8 : "Normal"u8);
        writer.WriteString("reason"u8, told.Reason.ToString());
        writer.WriteOptional("commit"u8, told.Commit);
        writer.WriteOptional("revision"u8, told.Revision);
        writer.WriteOptional("package"u8, told.Package);
        writer.WriteOptional("server"u8, told.Server);
        writer.WriteString("message"u8, told.Message);
    });

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}

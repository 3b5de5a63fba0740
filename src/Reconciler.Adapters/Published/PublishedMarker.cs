using System.Text.Json;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Published;

/// <summary><c>published.json</c>: what lies beside it is the published state of an estate. Nothing without it is ever overwritten.</summary>
public static class PublishedMarker
{
    public const string FileName = "published.json";

    private const string Kind = "published-state";

    public static ReadOnlyMemory<byte> Of(EstateId estate)
    {
        var line = JsonLine.Write(writer =>
        {
            writer.WriteString("reconciler"u8, Kind);
            writer.WriteNumber("format"u8, StateHeader.Format);
            writer.WriteString("estate"u8, estate.Value);
        });
        return (byte[])[.. line.Span, (byte)'\n'];
    }

    /// <exception cref="FormatException">It is none, or one of a later format.</exception>
    public static EstateId Read(ReadOnlyMemory<byte> marker)
    {
        try
        {
            using var json = JsonDocument.Parse(marker);
            var root = json.RootElement;
            StateHeader.CheckFormat(Kind, root.GetProperty("reconciler").GetString(), root.GetProperty("format").GetInt64());
            return root.GetProperty("estate").GetString() is { } id && EstateId.IsValid(id) ? new(id) : throw new FormatException("it names no estate");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"{FileName} is none of Reconciler's", problem);
        }
    }
}

using System.Text.Json;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Adapters.TransferPackages;

/// <summary><c>loop.json</c>: how the loop's last pass ended. Derived: nothing depends on it but what <c>status</c> tells.</summary>
public sealed class LoopStandingFile(StateDirectory directory)
{
    private const string Kind = "loop";

    /// <exception cref="Engine.TransferPackages.StateWriteException">The file says what it said.</exception>
    public void Write(LoopStanding standing) => StateWrites.Replace(directory.LoopFile, JsonLine.Write(writer =>
    {
        writer.WriteString("reconciler"u8, Kind);
        writer.WriteNumber("format"u8, StateHeader.Format);
        writer.WriteOptional("attempted"u8, standing.Attempted);
        writer.WriteOptional("revision"u8, standing.Revision);
        writer.WriteTime("at"u8, standing.At);
        writer.WriteOptional("reason"u8, standing.Obstacle?.Reason);
        writer.WriteOptional("message"u8, standing.Obstacle?.Message);
    }));

    /// <summary>Null when no loop has ever ended a pass here, and for what this version cannot read.</summary>
    public LoopStanding? Find()
    {
        if (!File.Exists(directory.LoopFile))
            return null;

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(directory.LoopFile));
            var root = json.RootElement;
            var obstacle = Text(root, "reason") is { } reason ? new LoopObstacle(reason, Text(root, "message") ?? "") : null;
            return new(Text(root, "attempted"), root.GetProperty("at").GetDateTimeOffset(), obstacle) { Revision = Text(root, "revision") };
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}

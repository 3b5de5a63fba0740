using System.Text.Json;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>What happened, as JSON. Events are written as they stand in the records.</summary>
internal static class HistoryJson
{
    internal static void Write(Utf8JsonWriter writer, IEnumerable<HistoryEntry> entries, int earlier)
    {
        writer.WriteString("kind"u8, "history"u8);
        writer.WriteNumber("earlier"u8, earlier);
        writer.WriteList("history", entries, entry => Write(writer, entry));
    }

    /// <summary>The fields of one.</summary>
    internal static void Write(Utf8JsonWriter writer, HistoryEntry entry)
    {
        writer.WriteTime("at", entry.At);
        writer.WriteString("reason"u8, Reason(entry));
        writer.WriteOptional("commit", entry.Commit);
        writer.WriteOptional("revision", (entry as HistoryEntry.Begun)?.Record.Revision);
        writer.WriteOptional("plan", entry.Plan);
        WriteEvent(writer, entry);
    }

    /// <summary>What happened, as one word that never changes: <c>Placed</c>, <c>CommitBegun</c>.</summary>
    private static string Reason(HistoryEntry entry)
    {
        var did = Did(entry);
        return string.Concat(char.ToUpperInvariant(did[0]).ToString(), did.AsSpan(1));
    }

    private static string Did(HistoryEntry entry) => entry switch
    {
        HistoryEntry.OfPackage e => TransferPackageEventText.Word(e.Happened),
        HistoryEntry.OfServer e => ServerFactsText.Word(e.Happened),
        HistoryEntry.Begun => "commitBegun",
        HistoryEntry.Waiting => "commitWaiting",
        _ => "commitConverged",
    };

    private static void WriteEvent(Utf8JsonWriter writer, HistoryEntry entry)
    {
        switch (entry)
        {
            case HistoryEntry.OfPackage e:
                writer.WriteString("package"u8, e.Package.Value);
                writer.WriteOptional("version", e.Version);
                writer.WriteOptional("sourceCommit", e.SourceCommit);
                writer.WriteOptional("order", e.Record.Order?.ToString());
                writer.WritePropertyName("event"u8);
                TransferPackageEventText.Write(writer, e.Happened);
                break;
            case HistoryEntry.OfServer e:
                writer.WriteString("server"u8, e.Server.Value);
                writer.WritePropertyName("event"u8);
                ServerFactsText.WriteEvent(writer, e.Happened);
                break;
            default:
                writer.WriteStartObject("event"u8);
                writer.WriteString("did"u8, Did(entry));
                writer.WriteEndObject();
                break;
        }
    }
}

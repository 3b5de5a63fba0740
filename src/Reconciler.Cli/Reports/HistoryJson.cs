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
        writer.WriteList("history", entries, entry =>
        {
            writer.WriteTime("at", entry.At);
            writer.WriteOptional("commit", entry.Commit);
            writer.WriteOptional("plan", entry.Plan);
            WriteEvent(writer, entry);
        });
    }

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
                writer.WriteString("did"u8, entry is HistoryEntry.Begun ? "commitBegun"u8 : "commitConverged"u8);
                writer.WriteEndObject();
                break;
        }
    }
}

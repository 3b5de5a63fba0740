using System.Text.Json;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports;

/// <summary>Who held what at a point in time, as JSON.</summary>
internal static class HoldingsJson
{
    internal static void Write(Utf8JsonWriter writer, Holdings holdings)
    {
        writer.WriteString("kind"u8, "holdings"u8);
        writer.WriteTime("at", holdings.At);
        writer.WriteTime("recordsBegin", holdings.RecordsBegin);
        writer.WriteList("holdings", holdings.Held, held =>
        {
            writer.WriteString("package"u8, held.Package.Value);
            writer.WriteString("version"u8, held.Holding.Version);
            writer.WriteDigest("digest", held.Holding.Digest);
            writer.WriteOptional("commit", held.Holding.Commit);
            writer.WriteOptional("publishAs", held.Holding.PublishAs);
            if (held.Proof is { } proof)
            {
                writer.WriteStartObject("proof"u8);
                writer.WriteString("kind"u8, proof.Kind.Word());
                writer.WriteTime("at", proof.At);
                writer.WriteBoolean("drifted"u8, proof.IsDrifted);
                writer.WriteEndObject();
            }

            writer.WriteServers("servers", held.Servers);
        });
        writer.WriteList("unsure", holdings.Unsure, unsure =>
        {
            writer.WriteString("package"u8, unsure.Package.Value);
            writer.WriteDigest("from", unsure.Unsure.From);
            writer.WriteDigest("to", unsure.Unsure.To);
            writer.WriteTime("since", unsure.Unsure.Since);
            writer.WriteServers("servers", unsure.Servers);
        });
        writer.WriteList("renamed", holdings.Renamed, renamed =>
        {
            writer.WriteString("was"u8, renamed.Key.Value);
            writer.WriteString("now"u8, renamed.Value.Value);
        });
    }
}

using System.Text.Json;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports;

/// <summary>One placement explained, as JSON.</summary>
internal static class WhyJson
{
    internal static void Write(Utf8JsonWriter writer, CellAnswer answer)
    {
        writer.WriteString("kind"u8, "why"u8);
        writer.WriteString("server"u8, answer.Server.Value);
        writer.WriteString("package"u8, answer.Package.Value);
        writer.WriteString("commit"u8, answer.Made.Desired.Commit.Id);
        writer.WriteBoolean("wanted"u8, answer.IsWanted);
        writer.WriteBoolean("held"u8, answer.Holding is not null);
        writer.WriteString("verdict"u8, answer.Verdict());
        writer.WriteBoolean("serverDeclared"u8, answer.IsServerDeclared);
        writer.WriteBoolean("packageDeclared"u8, answer.Declared is not null);
        writer.WritePlace("packageAt", answer.Declared?.Package.At);
        writer.WriteList("rules", answer.Derivation?.Rules ?? [], rule =>
        {
            writer.WriteOptional("version", rule.Rule.Version);
            writer.WritePlace("at", rule.Rule.At);
            writer.WriteBoolean("matches"u8, rule.Matches);
            writer.WriteList("steps", rule.Steps, step => Write(writer, answer, step));
        });
        writer.WriteList("steps", answer.Derivation?.Steps ?? [], step => Write(writer, answer, step));
        WriteContent(writer, answer);
        WriteRecord(writer, answer);
        writer.WriteList("history", answer.Events, entry => HistoryJson.Write(writer, entry));
        writer.WriteList("actions", answer.Actions, action => Write(writer, action));
    }

    private static void Write(Utf8JsonWriter writer, CellAnswer answer, DerivationStep step)
    {
        DerivationJson.Write(writer, step);
        writer.WriteOptional("changedBy", answer.ChangedBy(step.At));
    }

    private static void WriteContent(Utf8JsonWriter writer, CellAnswer answer)
    {
        if (answer is not { Declared: { } declared, Version: { } version })
            return;

        writer.WriteStartObject("content"u8);
        writer.WriteString("source"u8, version.Version.Source.Name);
        writer.WritePlace("at", version.Version.Source.At);
        writer.WriteString("publishAs"u8, declared.Package.PublishAs);
        writer.WriteOptional("version", version.Name);
        writer.WriteDigest("digest", answer.Content?.Digest);
        if (answer.Content is { } content)
            writer.WriteNumber("bytes"u8, content.SizeBytes);
        writer.WriteOptional("fault", (version.Content as DesiredContent.Faulty)?.Reason);
        writer.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter writer, CellAnswer answer)
    {
        writer.WriteStartObject("record"u8);
        writer.WriteOptional("corrupt", answer.Damage);
        writer.WriteOptional("recordedAs", answer.FormerName?.Value);
        writer.WriteDigest("digest", answer.Holding?.Digest);
        writer.WriteOptional("version", answer.Holding?.Version);
        writer.WriteOptional("publishAs", answer.Holding?.PublishAs);
        writer.WriteTime("since", answer.HeldSince?.At);
        writer.WriteOptional("plan", answer.HeldSince?.Plan);
        writer.WriteOptional("commit", answer.HeldSince?.Commit);
        if (answer.Proof is { } proof)
        {
            writer.WriteStartObject("proof"u8);
            writer.WriteString("kind"u8, proof.Kind.Word());
            writer.WriteTime("at", proof.At);
            writer.WriteBoolean("drifted"u8, proof.IsDrifted);
            writer.WriteEndObject();
        }

        WriteDoubts(writer, answer);
        writer.WriteEndObject();
    }

    private static void WriteDoubts(Utf8JsonWriter writer, CellAnswer answer)
    {
        if (answer.Unsure is { } unsure)
        {
            writer.WriteStartObject("unsure"u8);
            writer.WriteTime("since", unsure.Since);
            writer.WriteDigest("from", unsure.From);
            writer.WriteDigest("to", unsure.To);
            writer.WriteEndObject();
        }

        if (answer.Trouble is { } trouble)
            TroubleJson.Write(writer, "trouble", trouble);
        if (answer.Facts?.Trouble is { } ofServer)
            TroubleJson.Write(writer, "serverTrouble", ofServer);
        SuspensionJson.Write(writer, "suspended", answer.Suspension);
        writer.WriteTime("refreshAsked", answer.RefreshAsked?.At);
        writer.WriteBoolean("left"u8, answer.IsLeft);
        writer.WriteBoolean("declined"u8, answer.IsDeclined);
        writer.WriteList("outOfSight", answer.OutOfSight, tree =>
        {
            writer.WriteDigest("digest", tree.Digest);
            writer.WriteString("version"u8, tree.Version);
            writer.WriteBoolean("withdrawn"u8, tree.IsWithdrawn);
            writer.WriteTime("since", tree.Since);
        });
    }

    private static void Write(Utf8JsonWriter writer, PlanAction action)
    {
        writer.WriteString("kind"u8, action.Kind.Word());
        writer.WriteString("line"u8, PlanText.Line(action));
        writer.WriteString("cause"u8, action.Cause.ToString());
        writer.WritePlace("at", action.Cause.At);
        writer.WriteOptional("hold", action.Hold?.Reason.Word());
        writer.WriteOptional("holdDetail", action.Hold?.Detail);
        writer.WriteNumber("bytes"u8, action.Copy.Bytes);
    }
}

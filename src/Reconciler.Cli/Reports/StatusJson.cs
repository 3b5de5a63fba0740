using System.Text.Json;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Status;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>A status as JSON, whole or in parts.</summary>
internal static class StatusJson
{
    internal static void Write(Utf8JsonWriter writer, StatusShown shown)
    {
        WriteHead(writer, shown);
        writer.WriteList("packages", shown.Status.Packages, package => Write(writer, package));
        writer.WriteList("servers", shown.Status.Servers, server => Write(writer, server));
    }

    /// <summary>Without the packages and the servers.</summary>
    internal static void WriteHead(Utf8JsonWriter writer, StatusShown shown)
    {
        var (status, made) = (shown.Status, shown.Made);
        writer.WriteString("kind"u8, "status"u8);
        writer.WriteString("commit"u8, made.Desired.Commit.Id);
        writer.WriteString("revision"u8, made.Desired.Commit.Revision);
        writer.WriteTime("at", made.Plan.MadeAt);
        writer.WriteTime("recordedAt", made.Plan.RecordedAt);
        writer.WriteOptional("scope", made.Scope.IsEverything ? null : made.Scope.ToString());
        WriteCommit(writer, "lastSynced", shown.Synced);
        WriteCommit(writer, "lastConverged", shown.Converged);
        if (shown.Loop is { } loop)
        {
            writer.WriteOptional("lastAttempted", loop.Attempted);
            writer.WriteOptional("lastAttemptedRevision", loop.Revision);
            writer.WriteTime("lastAttemptedAt", loop.At);
        }

        writer.WriteList("conditions", shown.Conditions, condition => Write(writer, condition));
        writer.WriteBoolean("converged"u8, made.Plan.IsConverged);
        writer.WriteNumber("desired"u8, status.Desired);
        writer.WriteNumber("actual"u8, status.Actual);
        writer.WriteString("ending"u8, PlanText.Ending(made.Plan));
    }

    private static void WriteCommit(Utf8JsonWriter writer, string name, CommitRecord? record)
    {
        if (record is null)
            return;

        writer.WriteStartObject(name);
        writer.WriteString("commit"u8, record.Commit);
        writer.WriteOptional("revision", record.Revision);
        writer.WriteString("plan"u8, record.Plan);
        writer.WriteTime("begun", record.Begun);
        writer.WriteTime("waiting", record.Waiting);
        writer.WriteTime("converged", record.Converged);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, PackageStatus package)
    {
        writer.WriteString("package"u8, package.Name.Value);
        writer.WriteOptional("version", package.Versions.IsEmpty ? null : string.Join(", ", package.Versions.Select(version => version.Name)));
        writer.WriteList("versions", package.Versions, version =>
        {
            writer.WriteString("version"u8, version.Name);
            writer.WriteNumber("desired"u8, version.Desired);
        });
        writer.WriteBoolean("declared"u8, package.IsDeclared);
        writer.WriteBoolean("retired"u8, package.IsRetired);
        writer.WriteOptional("recordCorrupt", package.Damage);
        writer.WriteList("conditions", Conditions.Of(package), condition => Write(writer, condition));
        Write(writer, package.Tally);
    }

    internal static void Write(Utf8JsonWriter writer, ServerStatus server)
    {
        writer.WriteString("server"u8, server.Name.Value);
        writer.WriteOptional("site", server.Site?.Value);
        writer.WriteString("state"u8, server.State.Word());
        writer.WriteBoolean("retired"u8, server.IsRetired);
        writer.WriteTime("lastVisited", server.LastVisited);
        writer.WriteOptional("atomicity", server.Atomicity?.Word());
        if (server.Trouble is { } trouble)
            TroubleJson.Write(writer, "trouble", trouble);
        SuspensionJson.Write(writer, "suspended", server.Suspension);
        writer.WriteList("conditions", Conditions.Of(server), condition => Write(writer, condition));
        Write(writer, server.Tally);
    }

    private static void Write(Utf8JsonWriter writer, Condition condition)
    {
        writer.WriteString("type"u8, condition.Type.ToString());
        writer.WriteString("status"u8, condition.IsTrue ? "True"u8 : "False"u8);
        writer.WriteString("reason"u8, condition.Reason);
        writer.WriteString("message"u8, condition.Message);
    }

    private static void Write(Utf8JsonWriter writer, Tally tally)
    {
        writer.WriteNumber("desired"u8, tally.Desired);
        writer.WriteNumber("actual"u8, tally.Actual);
        writer.WriteNumber("held"u8, tally.Held);
        WriteCounts(writer, "toDo", tally.ToDo.Select(pair => (pair.Key.Word(), pair.Value)));
        WriteCounts(writer, "onHold", tally.OnHold.Select(pair => (pair.Key.Word(), pair.Value)));
        writer.WriteNumber("drifted"u8, tally.Facts.Drifted);
        writer.WriteNumber("interrupted"u8, tally.Facts.Interrupted);
        writer.WriteNumber("failed"u8, tally.Facts.Failed);
        writer.WriteNumber("declined"u8, tally.Facts.Declined);
        if (tally.OldestProof is not { } proof)
            return;

        writer.WriteStartObject("oldestProof"u8);
        writer.WriteString("kind"u8, proof.Kind.Word());
        writer.WriteTime("at", proof.At);
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, string name, IEnumerable<(string Word, int Count)> counts)
    {
        writer.WriteStartObject(name);
        foreach (var (word, count) in counts)
            writer.WriteNumber(word, count);
        writer.WriteEndObject();
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reconciler.Core.Planning;

/// <summary>Writes one plan; see <see cref="PlanFile"/>.</summary>
internal sealed class PlanFileWriter(Plan plan, ServerForm form)
{
    private static readonly JsonWriterOptions options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PlanServers servers = new(plan, form);

    internal byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            Head(json);
            servers.WriteTable(json);
            json.WriteArray("actions", plan.Actions, action => Action(json, action));
            json.WriteArray("cleanups", plan.Cleanups, cleanup => Cleanup(json, cleanup));
            json.WriteArray("renames", plan.Renames, rename => Rename(json, rename));
            json.WriteArray("targets", plan.Targets, change => Targets(json, change));
            json.WriteArray("guards", plan.Guards, finding => Guard(json, finding));
            Details(json);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Into the object that is open: counts, actions, renames, guards, details.</summary>
    internal void WritePart(Utf8JsonWriter json)
    {
        Counts(json, plan.Counts);
        json.WriteArray("actions", plan.Actions, action => Action(json, action));
        json.WriteArray("renames", plan.Renames, rename => Rename(json, rename));
        json.WriteArray("guards", plan.Guards, finding => Guard(json, finding));
        Details(json);
    }

    private void Details(Utf8JsonWriter json)
    {
        if (plan.Details is { } details)
            new PlanDetailsWriter(json, servers).Write(details);
    }

    private void Head(Utf8JsonWriter json)
    {
        json.WriteString("formatVersion", PlanFile.FormatVersion);
        json.WriteString("kind", PlanFile.Kind);
        json.WriteString("hash", plan.Hash);
        json.WriteStartObject("commit");
        json.WriteString("id", plan.Commit.Id);
        json.WriteOptional("ref", plan.Commit.RefName);
        json.WriteString("revision", plan.Commit.Revision);
        json.WriteString("summary", plan.Commit.Summary);
        json.WriteTime("at", plan.Commit.At);
        if (plan.Commit.HasUncommittedFiles)
            json.WriteBoolean("uncommittedFiles", true);
        json.WriteEndObject();
        json.WriteTime("madeAt", plan.MadeAt);
        json.WriteTime("recordedAt", plan.RecordedAt);
        json.WriteTime("oldestProof", plan.OldestProof);
        Scope(json);
        json.WriteString("ending", PlanText.Ending(plan));
        Counts(json, plan.Counts);
        json.WriteNames("unreadable", [.. plan.Unreadable.Select(package => package.Value)]);
    }

    private void Scope(Utf8JsonWriter json)
    {
        if (plan.Scope.IsEverything)
            return;

        json.WriteStartObject("scope");
        json.WriteNames("packages", plan.Scope.Packages);
        json.WriteNames("servers", plan.Scope.Servers);
        json.WriteNames("groups", plan.Scope.Groups);
        json.WriteNames("sites", plan.Scope.Sites);
        json.WriteEndObject();
    }

    private void Counts(Utf8JsonWriter json, PlanCounts counts)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("place", counts.ToPlace);
        json.WriteNumber("update", counts.ToUpdate);
        json.WriteNumber("refresh", counts.ToRefresh);
        json.WriteNumber("remove", counts.ToRemove);
        json.WriteNumber("hold", counts.OnHold);
        json.WriteNumber("unchanged", counts.Unchanged);
        json.WriteNumber("left", counts.Left);
        json.WriteNumber("declined", plan.Declined);
        json.WriteNumber("bytes", counts.Bytes);
        json.WriteNumber("serversToCopyTo", counts.ServersToCopyTo);
        json.WriteEndObject();
    }

    private void Action(Utf8JsonWriter json, PlanAction action)
    {
        json.WriteString("package", action.Package.Value);
        json.WriteString("kind", action.Kind.Word());
        json.WriteVersion("from", action.From);
        json.WriteVersion("to", action.To);
        if (action.Unread is { } unread)
        {
            json.WriteStartObject("unread");
            json.WriteOptional("version", unread.Name);
            json.WriteEndObject();
        }

        servers.Write(json, "servers", action.Servers);
        json.WriteNumber("count", action.Servers.Count);
        Cause(json, action.Cause);
        if (action.Hold is { } hold)
        {
            json.WriteStartObject("hold");
            json.WriteString("reason", hold.Reason.Word());
            json.WriteOptional("detail", hold.Detail);
            json.WriteTime("until", hold.Until);
            json.WriteEndObject();
        }

        if (action.Explained is { } group)
        {
            json.WriteStartObject("explained");
            json.WriteString("group", group.Name);
            json.WriteNumber("count", group.Count);
            json.WriteEndObject();
        }

        json.WriteStartObject("copy");
        json.WriteNumber("bytes", action.Copy.Bytes);
        json.WriteNumber("reused", action.Copy.ReusedBytes);
        servers.Write(json, "servers", action.Copy.Servers);
        json.WriteEndObject();
    }

    private static void Cause(Utf8JsonWriter json, Cause cause)
    {
        json.WriteStartObject("cause");
        json.WriteOptional("fact", cause.Fact);
        if (cause.At is { } at)
        {
            json.WriteString("file", at.File);
            json.WriteNumber("line", at.Line);
            json.WriteNumber("column", at.Column);
        }

        json.WriteOptional("commit", cause.Commit?.Id);
        json.WriteOptional("summary", cause.Commit?.Summary);
        json.WriteString("text", cause.ToString());
        json.WriteEndObject();
    }

    private void Cleanup(Utf8JsonWriter json, Cleanup cleanup)
    {
        json.WriteString("package", cleanup.Package.Value);
        json.WriteString("digest", cleanup.Digest.ToString());
        servers.Write(json, "servers", cleanup.Servers);
    }

    private static void Rename(Utf8JsonWriter json, ServerRename rename)
    {
        json.WriteString("from", rename.From.Value);
        json.WriteString("to", rename.To.Value);
    }

    private void Targets(Utf8JsonWriter json, TargetsChange change)
    {
        json.WriteString("package", change.Package.Value);
        json.WriteNumber("generation", change.Targets.Generation);
        servers.Write(json, "servers", change.Targets.Servers);
    }

    private static void Guard(Utf8JsonWriter json, GuardFinding finding)
    {
        json.WriteString("message", finding.Message);
        json.WriteBoolean("holdsRetired", finding.HoldsRetired);
    }
}

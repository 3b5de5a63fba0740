using System.Text.Json;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>Writes the details of a plan, as the field <c>details</c> of the object that is open.</summary>
internal sealed class PlanDetailsWriter(Utf8JsonWriter json, PlanServers servers)
{
    internal void Write(PlanDetails details)
    {
        json.WriteStartObject("details");
        json.WriteArray("contents", details.Contents, Content);
        json.WriteArray("sites", details.Sites, Site);
        json.WriteArray("spaces", details.Spaces, Space);
        if (details.Forecast is { } forecast)
            Forecast(forecast);
        json.WriteArray("proofs", details.Proofs, Proof);
        json.WriteArray("approvals", details.Approvals, Approval);
        json.WriteEndObject();
    }

    private void Content(ContentChange change)
    {
        json.WriteString("package", change.Package.Value);
        json.WriteVersion("from", change.From);
        json.WriteVersion("to", change.To);
        Entries("added", change.Added);
        Entries("removed", change.Removed);
        Entries("changed", change.Changed);
        json.WriteNumber("unchanged", change.Unchanged);
    }

    private void Entries(string name, EntryChanges changes)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", changes.Count);
        json.WriteNumber("bytes", changes.Bytes);
        json.WriteArray("named", changes.Named, Entry);
        json.WriteEndObject();
    }

    private void Entry(ChangedEntry entry)
    {
        json.WriteString("path", entry.Path);
        json.WriteString("kind", entry.Kind.Word());
        json.WriteOptional("wasBytes", entry.WasBytes);
        json.WriteOptional("isBytes", entry.IsBytes);
    }

    private void Site(SiteServers site)
    {
        json.WriteOptional("site", site.Site?.Value);
        servers.Write(json, "servers", site.Servers);
    }

    private void Space(SpaceNeed space)
    {
        json.WriteString("server", space.Server.Value);
        json.WriteNumber("bytes", space.Bytes);
        json.WriteNumber("freeBytes", space.FreeBytes);
        json.WriteTime("recordedAt", space.RecordedAt);
        json.WriteBoolean("short", space.IsShort);
    }

    private void Forecast(Forecast forecast)
    {
        json.WriteStartObject("forecast");
        json.WriteOptional("seconds", (long?)forecast.Took?.TotalSeconds);
        json.WriteOptional("slowest", forecast.Slowest?.Value);
        servers.Write(json, "unmeasured", forecast.Unmeasured);
        json.WriteEndObject();
    }

    private void Proof(ProofShare share)
    {
        json.WriteString("kind", share.Kind.Word());
        json.WriteNumber("placements", share.Placements);
        json.WriteNumber("stale", share.Stale);
        json.WriteTime("oldest", share.Oldest);
    }

    private void Approval(PlanApproval approval)
    {
        json.WriteString("plan", approval.Plan);
        json.WriteString("actor", approval.Actor);
        json.WriteTime("expires", approval.Expires);
        json.WriteOptional("reason", approval.Reason);
        json.WriteNumber("removals", approval.Removals);
    }
}

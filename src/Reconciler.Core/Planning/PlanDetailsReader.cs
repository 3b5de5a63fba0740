using System.Text.Json;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>Reads the details of a plan. Throws what <see cref="PlanJson"/> throws.</summary>
/// <param name="servers">Reads the set of the object's field of that name.</param>
internal sealed class PlanDetailsReader(Func<JsonElement, string, ServerSet> servers)
{
    internal PlanDetails Read(JsonElement details) => new(
        details.Array("contents", Content),
        details.Array("sites", site => new SiteServers(site.Optional("site") is { } name ? new(PlanJson.Name(name)) : null, servers(site, "servers"))),
        details.Array("spaces", Space),
        details.Optional("forecast") is { } forecast ? Forecast(forecast) : null,
        details.Array("proofs", Proof),
        details.Array("approvals", Approval));

    private static ContentChange Content(JsonElement change) => new(
        change.Package(),
        PlanJson.Version(change.GetProperty("from")),
        PlanJson.Version(change.GetProperty("to")),
        Entries(change.GetProperty("added")),
        Entries(change.GetProperty("removed")),
        Entries(change.GetProperty("changed")),
        change.GetProperty("unchanged").GetInt32());

    private static EntryChanges Entries(JsonElement changes) =>
        new(changes.GetProperty("count").GetInt32(), changes.GetProperty("bytes").GetInt64(), changes.Array("named", Entry));

    private static ChangedEntry Entry(JsonElement entry) =>
        new(entry.Text("path"), EntryKindText.Parse(entry.Text("kind")), entry.OptionalNumber("wasBytes"), entry.OptionalNumber("isBytes"));

    private static SpaceNeed Space(JsonElement space) => new(
        PlanJson.Server(space.GetProperty("server")),
        space.GetProperty("bytes").GetInt64(),
        space.GetProperty("freeBytes").GetInt64(),
        space.GetProperty("recordedAt").GetDateTimeOffset());

    private Forecast Forecast(JsonElement forecast) => new(
        forecast.OptionalNumber("seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        forecast.Optional("slowest") is { } slowest ? PlanJson.Server(slowest) : null,
        servers(forecast, "unmeasured"));

    private static ProofShare Proof(JsonElement share) => new(
        ProofKindText.Parse(share.Text("kind")) ?? throw new FormatException($"'{share.Text("kind")}' is not a kind of proof"),
        share.GetProperty("placements").GetInt32(),
        share.GetProperty("stale").GetInt32(),
        share.GetProperty("oldest").GetDateTimeOffset());

    private static PlanApproval Approval(JsonElement approval) => new(
        approval.Text("plan"), approval.Text("actor"), approval.OptionalTime("expires"), approval.OptionalText("reason"), approval.GetProperty("removals").GetInt32());
}

using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What a plan's details say, in words; nothing where they say nothing.</summary>
internal static class PlanFactText
{
    /// <summary><c>12 files changed, 3 added, 1 removed; 4.2 MiB of 1.1 GiB</c>: the bytes are of one copy.</summary>
    internal static string? Inside(PlanAction action, ContentChange? change)
    {
        if (change is null)
            return null;

        (int Count, string Word)[] all = [(change.Changed.Count, "changed"), (change.Added.Count, "added"), (change.Removed.Count, "removed")];
        string[] some = [.. all.Where(one => one.Count > 0).Select((one, i) => i == 0 ? $"{PlanText.Count(one.Count, "file")} {one.Word}" : $"{one.Count} {one.Word}")];
        if (some.Length == 0)
            return null;

        var (bytes, whole) = (change.Changed.Bytes + change.Added.Bytes, (action.Copy.Bytes + action.Copy.ReusedBytes) / action.Servers.Count);
        return $"{string.Join(", ", some)}; {ByteSize.Text(bytes)}{(whole > bytes ? $" of {ByteSize.Text(whole)}" : "")}";
    }

    /// <param name="changes">Of its package.</param>
    /// <returns>Of the pair of versions that the action exchanges; null for other actions, and where nobody knows.</returns>
    internal static ContentChange? InsideOf(PlanAction action, IEnumerable<ContentChange> changes) =>
        action.Kind == ActionKind.Update ? changes.FirstOrDefault(change => change.From == action.From && change.To == action.To) : null;

    internal static string? Reuse(Plan plan)
    {
        var bytes = plan.Actions.Sum(action => action.Copy.ReusedBytes);
        return bytes == 0 ? null : $"{ByteSize.Text(bytes)} need not be copied: the servers have them already.";
    }

    internal static string? Forecast(Plan plan)
    {
        if (plan.Details?.Forecast is not { Took: { } took, Slowest: { } slowest } forecast)
            return null;

        var unmeasured = forecast.Unmeasured.Count;
        return $"Copying takes about {(took < TimeSpan.FromSeconds(1) ? "a second" : Moment.Age(took))} at measured rates, {slowest} being the slowest"
            + (unmeasured == 0 ? "." : $"; {PlanText.Count(unmeasured, "server")} {(unmeasured == 1 ? "has" : "have")} no measured rate yet.");
    }

    /// <summary><c>Proof of what is kept: read 4000 (oldest 3 d), written 999 (oldest 12 d, 40 stale).</c></summary>
    /// <remarks>Where there is nothing to do, the closing line tells of proof, and of one kind of it that is fresh there is no more to say.</remarks>
    internal static string? Proof(Plan plan) => plan.Details is { Proofs: { IsEmpty: false } proofs } && (!plan.Actions.IsEmpty || proofs is not [{ Stale: 0 }])
        ? $"Proof of what is kept: {string.Join(", ", proofs.Reverse().Select(proof => $"{proof.Kind.Word()} {proof.Placements} (oldest {Moment.Age(plan.MadeAt - proof.Oldest)}{(proof.Stale == 0 ? "" : $", {proof.Stale} stale")})"))}."
        : null;

    /// <summary>A line for each server that has no room for what is copied to it.</summary>
    internal static IEnumerable<string> ShortSpaces(Plan plan) => (plan.Details?.Spaces ?? []).Where(space => space.IsShort).Select(space =>
        $"{space.Server} has {ByteSize.Text(space.FreeBytes)} free (found {Moment.Age(plan.MadeAt - space.RecordedAt)} ago), and {ByteSize.Text(space.Bytes)} are to be copied");

    /// <summary><c>Approved by anna until 2026-12-01 10:00Z: 12 removals of plan 3fa9c1d2, "store closed"</c></summary>
    internal static IEnumerable<string> Approvals(Plan plan) => (plan.Details?.Approvals ?? []).Select(approval =>
        $"Approved by {VisibleText.Of(approval.Actor)}{(approval.Expires is { } expires ? $" until {Moment.Text(expires)}" : "")}: {PlanText.Count(approval.Removals, "removal")} of plan {approval.Plan[..Math.Min(approval.Plan.Length, PlanHash.MinLength)]}"
        + (approval.Reason is { } reason ? $", \"{VisibleText.Of(reason)}\"" : ""));
}

using System.Collections.Immutable;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What whoever judges a plan asks next: how much is copied and how long that takes, who approved what, what waits as declared, what is not known here.</summary>
internal static class PlanFacts
{
    internal static ImmutableArray<MarkdownSection> Section(Plan plan) => MarkdownSection.Optional("", new("fact", "facts"), "", Rows(plan));

    private static ImmutableArray<MarkdownRow> Rows(Plan plan) => [.. Copies(plan), .. Approvals(plan), .. Waits(plan), .. Unread(plan)];

    private static IEnumerable<MarkdownRow> Copies(Plan plan)
    {
        var counts = plan.Counts;
        var reused = plan.Actions.Where(action => !action.IsHeld).Sum(action => action.Copy.ReusedBytes);
        if (counts.Bytes > 0)
            yield return MarkdownRow.Item($"**To copy:** {ByteSize.Text(counts.Bytes)} to {PlanText.Count(counts.ServersToCopyTo, "server")}{Time(plan.Details?.Forecast)}");
        if (reused > 0)
            yield return MarkdownRow.Item($"**Saved by reuse:** {ByteSize.Text(reused)} that the servers have already");
    }

    private static string Time(Forecast? forecast)
    {
        if (forecast is null)
            return "";

        var unmeasured = forecast.Unmeasured.IsEmpty ? "" : $"; how fast copies to {PlanCells.Servers(forecast.Unmeasured)} are is not known yet";
        return forecast is { Took: { } took, Slowest: { } slowest }
            ? $", in about {Moment.Age(took)} at the rates of earlier copies ({MarkdownText.Code(slowest.Value)} takes longest){unmeasured}"
            : unmeasured;
    }

    private static IEnumerable<MarkdownRow> Approvals(Plan plan) =>
        from approval in plan.Details?.Approvals ?? []
        let until = approval.Expires is { } expires ? $", until {Moment.Text(expires)}" : ""
        let reason = approval.Reason is { } said ? $": {MarkdownText.Prose(said)}" : ""
        select MarkdownRow.Item($"**Approved** by {MarkdownText.Code(approval.Actor)}{until}: {PlanText.Count(approval.Removals, "removal")} (plan {MarkdownText.Code(approval.Plan[..Math.Min(PlanHash.MinLength, approval.Plan.Length)])}){reason}");

    private static IEnumerable<MarkdownRow> Waits(Plan plan) =>
        from action in plan.Actions
        where action.Hold?.Reason.Class() == HoldClass.Waiting
        group action by (action.Hold!.Reason, action.Hold.Detail, action.Hold.Until) into same
        orderby same.Key.Reason
        let servers = same.Select(action => action.Servers).Aggregate((all, some) => all | some)
        select MarkdownRow.Item($"**Waits as declared:** {PlanText.Count(same.Sum(action => action.Servers.Count), "placement")} on {PlanCells.Servers(servers)}, {PlanCells.Hold(same.First().Hold!)}");

    private static IEnumerable<MarkdownRow> Unread(Plan plan)
    {
        var unread = plan.Actions.Where(action => action.Unread is not null).Select(action => action.Package).Distinct().ToArray();
        if (unread.Length > 0)
            yield return MarkdownRow.Item($"**Not read here:** the content of {Packages(unread)}, so that nobody can say what changes inside, nor how much is copied");
    }

    private static string Packages(PackageName[] packages) => packages.Length <= PlanText.NamedServers
        ? string.Join(", ", packages.Select(package => MarkdownText.Code(package.Value)))
        : $"{MarkdownNoun.Number(packages.Length)} packages";
}

using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>A plan for people: what it does line by line and why, and the closing line.</summary>
/// <param name="all">List what needs nothing, and what is pending anyway, too.</param>
internal sealed class PlanReport(Style style, bool all)
{
    internal string Text(PlanSheet sheet) => string.Concat(Lines(sheet).Select(line => line + "\n"));

    private IEnumerable<string> Lines(PlanSheet sheet)
    {
        yield return Title(sheet.Title);
        yield return style.Dim(sheet.State);
        foreach (var line in PartLines(sheet.Plan, heading: null))
            yield return line;
        foreach (var line in all ? sheet.Rest.SelectMany(part => PartLines(part.Plan, part.Summary)) : [])
            yield return line;
        foreach (var line in FootLines(sheet))
            yield return line;
        foreach (var part in all ? [] : sheet.Rest)
            yield return $"{part.Summary} --all lists them.";
    }

    private string Title(string title) =>
        PlanSheet.TitleWords.FirstOrDefault(word => title.StartsWith(word, StringComparison.Ordinal)) is { } first ? style.Bold(first) + title[first.Length..] : title;

    private IEnumerable<string> PartLines(Plan part, string? heading)
    {
        string[] lines = [.. ActionLines(part), .. (all && heading is null ? part.Keeps : []).Select(keep => style.Dim(PlanText.Line(keep)))];
        return lines.Length == 0 ? [] : ["", .. heading is null ? [] : new[] { style.Bold(heading) }, .. lines];
    }

    private IEnumerable<string> ActionLines(Plan plan) =>
    [
        .. plan.Renames.Select(PlanText.Line),
        .. plan.Actions.Where(action => action.Kind != ActionKind.Leave || action.IsHeld).SelectMany(ActionLines),
        .. PlanText.LeaveLines(plan),
    ];

    private IEnumerable<string> ActionLines(PlanAction action)
    {
        var line = VisibleText.Of(PlanText.Line(action));
        var bytes = action is { IsHeld: false, Unread: null, Kind: ActionKind.Place or ActionKind.Update or ActionKind.Refresh } ? style.Dim($"  {ByteSize.Text(action.Copy.Bytes)}") : "";
        yield return $"{new PlanColours(style).Of(action, line)}{bytes}";
        yield return style.Dim($"    {VisibleText.Of(action.Cause.ToString())}");
    }

    private IEnumerable<string> FootLines(PlanSheet sheet)
    {
        var plan = sheet.Plan;
        if (plan.Actions.Length > 0 || plan.Cleanups.Length > 0 || plan.Renames.Length > 0 || plan.Guards.Length > 0 || (all && plan.Keeps.Length > 0))
            yield return "";
        if (PlanText.Cleanups(plan) is { } cleanups)
            yield return style.Dim(cleanups);
        foreach (var finding in plan.Guards)
            yield return $"{style.Yellow("guard:")} {finding.Message}";
        if (plan.Actions.Any(action => action.Hold?.Reason == HoldReason.Guard))
            yield return $"Removals wait. To let them go: 'reconciler approve {plan.Hash[..PlanHash.MinLength]}' after a sync has kept this plan, or --dangerous-allow-removals={Removals(plan)}.";
        yield return style.Bold(sheet.Ending);
        if (PlanText.Kept(plan) is { } kept)
            yield return kept;
    }

    private static int Removals(Plan plan) => plan.Actions.Where(action => action.Kind == ActionKind.Remove).Sum(action => action.Servers.Count);
}

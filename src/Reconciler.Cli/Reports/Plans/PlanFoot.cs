using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What stands below the actions of a plan: what it costs, what is against it, and the closing line.</summary>
internal sealed class PlanFoot(Style style, LineRoom room)
{
    private const string Warning = "warning:";

    private const string Guard = "guard:";

    /// <summary>Good to know; left out where there is no room.</summary>
    internal IEnumerable<string> FactLines(Plan plan) =>
        new[] { PlanFactText.Forecast(plan), PlanFactText.Reuse(plan), PlanText.Cleanups(plan), PlanFactText.Proof(plan) }
            .OfType<string>()
            .SelectMany(fact => room.Wrapped(fact))
            .Select(style.Dim);

    /// <summary>What somebody must know before it is carried out.</summary>
    internal IEnumerable<string> WarningLines(PlanSheet sheet) =>
    [
        .. PlanFactText.ShortSpaces(sheet.Plan).SelectMany(space => Labelled(Warning, room.Wrapped($"{Warning} {space}"))),
        .. sheet.Plan.Guards.SelectMany(finding => Labelled(Guard, room.Wrapped($"{Guard} {finding.Message}"))),
        .. PlanFactText.Approvals(sheet.Plan).SelectMany(approval => room.Wrapped(approval)),
        .. HoldsRemovals(sheet.Plan) ? room.Wrapped($"Removals wait. To let them go: '{Approve(sheet)}' after a sync has kept this plan, or --dangerous-allow-removals={Removals(sheet.Plan)}.") : [],
    ];

    /// <summary>The same of a plan that is folded: a line for each kind of thing to know.</summary>
    internal IEnumerable<string> FoldedWarningLines(PlanSheet sheet) =>
    [
        .. Labelled(Warning, One(Warning, PlanFactText.ShortSpaces(sheet.Plan), "servers are short of space")),
        .. Labelled(Guard, One(Guard, sheet.Plan.Guards.Select(finding => finding.Message), "findings")),
        .. One("", PlanFactText.Approvals(sheet.Plan), "approvals"),
        .. HoldsRemovals(sheet.Plan) ? new[] { room.CutToFit($"Removals wait for '{Approve(sheet)}' after a sync has kept this plan.") } : [],
    ];

    /// <summary>The last lines; the first is a public interface, and never broken.</summary>
    internal IEnumerable<string> EndLines(PlanSheet sheet) => [style.Bold(sheet.Ending), .. PlanText.Kept(sheet.Plan) is { } kept ? new[] { kept } : []];

    private static bool HoldsRemovals(Plan plan) => plan.Actions.Any(action => action.Hold?.Reason == HoldReason.Guard);

    private static string Approve(PlanSheet sheet) => $"reconciler approve {sheet.Hash[..PlanHash.MinLength]}";

    private static int Removals(Plan plan) => plan.Actions.Where(action => action.Kind == ActionKind.Remove).Sum(action => action.Servers.Count);

    private string[] One(string label, IEnumerable<string> texts, string things)
    {
        string[] all = [.. texts];
        return all.Length == 0 ? [] : [room.CutToFit($"{label} {(all.Length == 1 ? "" : $"{all.Length} {things}: ")}{all[0]}".TrimStart())];
    }

    private IEnumerable<string> Labelled(string label, IEnumerable<string> lines) =>
        lines.Select(line => line.StartsWith(label, StringComparison.Ordinal) ? style.Yellow(label) + line[label.Length..] : line);
}

using System.Globalization;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>A plan of so many actions that nobody reads them all: how much of what, because of what, and the first of them.</summary>
/// <param name="listsAll">End of a sentence about what is left out: <c>--all lists them</c>.</param>
internal sealed class PlanFold(Style style, LineRoom room, string listsAll)
{
    private const int RowsAtMost = 5;

    private const int CausesAtMost = 3;

    private const int ActionsAtLeast = 1;

    private const int ActionsAtMost = 20;

    /// <param name="rows">Of the terminal, that it may take.</param>
    internal IEnumerable<string> Lines(Plan plan, int rows)
    {
        string[] summary = ["", .. Table(plan).Lines(style), "", .. CauseLines(plan), ""];
        var shown = Math.Clamp(rows - summary.Length - 1, ActionsAtLeast, ActionsAtMost);
        string[] lines = [.. PlanText.Lines(plan).Take(shown)];
        var (more, colours) = (PlanText.Lines(plan).Count() - lines.Length, new PlanColours(style));
        return
        [
            .. summary,
            .. lines.Select((line, i) => Painted(plan, i, room.CutToFit(VisibleText.Of(line)), colours)),
            room.CutToFit($"… and {PlanText.Count(more, "more action")}; {listsAll}"),
        ];
    }

    /// <summary>Renames go first, and have no colour.</summary>
    private static string Painted(Plan plan, int index, string line, PlanColours colours)
    {
        var acting = plan.Actions.Where(action => action.Kind != ActionKind.Leave).ElementAtOrDefault(index - plan.Renames.Length);
        return index < plan.Renames.Length || acting is null ? line : colours.Of(acting, line);
    }

    /// <summary>By what is done, or why it waits; the largest first.</summary>
    private static TextTable Table(Plan plan)
    {
        var table = new TextTable("", new("PLACEMENTS", IsNumber: true), new("PACKAGES", IsNumber: true), new("SERVERS", IsNumber: true), new("BYTES", IsNumber: true));
        var groups = plan.Actions
            .GroupBy(action => (Kind: action.IsHeld ? (ActionKind?)null : action.Kind, action.Hold?.Reason))
            .OrderByDescending(group => Placements(group))
            .ThenBy(group => group.Key.Kind ?? ActionKind.Keep)
            .ThenBy(group => group.Key.Reason)
            .ToArray();
        var alone = groups.Length > RowsAtMost ? RowsAtMost - 1 : groups.Length;
        foreach (var group in groups.Take(alone))
            Add(table, group.Key.Kind is { } kind ? $"{kind.Sign()} {kind.Word()}" : $"! on hold: {group.Key.Reason!.Value.Word()}", [.. group]);
        if (alone < groups.Length)
            Add(table, $"  {groups.Length - alone} other kinds", [.. groups.Skip(alone).SelectMany(group => group)]);
        return table;
    }

    private static void Add(TextTable table, string what, PlanAction[] actions)
    {
        var bytes = actions.Sum(action => action.Copy.Bytes);
        table.Add(
            new(what, null),
            Placements(actions),
            actions.Select(action => action.Package).Distinct().Count(),
            actions.Select(action => action.Servers).Aggregate((all, servers) => all | servers).Count,
            bytes == 0 ? "" : ByteSize.Text(bytes));
    }

    private IEnumerable<string> CauseLines(Plan plan)
    {
        var groups = plan.Actions
            .GroupBy(action => action.Cause.Commit?.Id ?? action.Cause.ToString())
            .Select(group => (Placements: Placements(group), Text: Text([.. group.Select(action => action.Cause).Distinct()])))
            .OrderByDescending(group => group.Placements)
            .ThenBy(group => group.Text, StringComparer.Ordinal)
            .ToArray();
        var alone = groups.Length > CausesAtMost ? CausesAtMost - 1 : groups.Length;
        var shown = groups.Take(alone).ToList();
        if (alone < groups.Length)
            shown.Add((groups.Skip(alone).Sum(group => group.Placements), $"{groups.Length - alone} other causes"));
        var width = Number(shown.Max(one => one.Placements)).Length;
        return shown.Select(one => style.Dim(room.CutToFit($"{Number(one.Placements).PadLeft(width)} because of {VisibleText.Of(one.Text)}")));
    }

    /// <summary>One cause, or what those of one commit have in common.</summary>
    private static string Text(Cause[] causes)
    {
        if (causes is [var only])
            return only.ToString();

        var files = causes.Select(cause => cause.At?.File).Distinct().ToArray();
        return files is [{ } file] ? $"{file} in {causes[0].Commit}" : $"{PlanText.Count(files.Length, "file")} in {causes[0].Commit}";
    }

    private static int Placements(IEnumerable<PlanAction> actions) => actions.Sum(action => action.Servers.Count);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

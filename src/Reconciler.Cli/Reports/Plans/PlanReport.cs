using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>A plan for people: what it does and why, what it costs, and the closing line. One of many actions is folded, so that it fits on a screen.</summary>
/// <param name="room">Of the terminal; endless in a pipe and in a file.</param>
internal sealed class PlanReport(Style style, LineRoom room, PlanListing listing)
{
    /// <summary>A plan of more lines than this is folded.</summary>
    internal const int Unfolded = 20;

    /// <summary>Rows of a usual terminal, without the one for the next command.</summary>
    private const int ScreenRows = 23;

    private readonly PlanFoot foot = new(style, room);

    /// <summary>How to see what is left out, as the end of a sentence.</summary>
    internal string ListsAll { get; init; } = "--all lists them";

    /// <summary>Where there is more room than on a terminal; goes on from <see cref="ListsAll"/>.</summary>
    internal string ShowsAll { get; init; } = ", --report plan.html makes a page";

    internal string Text(PlanSheet sheet) => string.Concat(Lines(sheet).Select(line => line + "\n"));

    internal IEnumerable<string> Lines(PlanSheet sheet)
    {
        string[] head = [.. room.Wrapped(sheet.Title).Select(Titled), .. room.Wrapped(sheet.State).Select(style.Dim)];
        string[] end = [.. foot.EndLines(sheet), .. RestLines(sheet)];
        string[] facts = listing == PlanListing.Concise ? [] : [.. foot.FactLines(sheet.Plan)];
        return listing == PlanListing.Usual && PlanText.Lines(sheet.Plan).Skip(Unfolded).Any()
            ? FoldedLines(sheet.Plan, [Titled(room.CutToFit(sheet.Title)), style.Dim(room.CutToFit(sheet.State))], facts, [.. foot.FoldedWarningLines(sheet), .. end])
            : [.. head, .. ListedLines(sheet, facts), .. foot.WarningLines(sheet), .. end];
    }

    private string Titled(string line) =>
        PlanSheet.TitleWords.FirstOrDefault(word => line.StartsWith(word, StringComparison.Ordinal)) is { } first ? style.Bold(first) + line[first.Length..] : line;

    private IEnumerable<string> FoldedLines(Plan plan, string[] head, string[] facts, string[] end)
    {
        var fold = new PlanFold(style, room, ListsAll + ShowsAll);
        var left = ScreenRows - head.Concat(end).Sum(room.RowsOf);
        var shown = facts.Take(Math.Max(0, left - fold.Lines(plan, rows: 0).Count() - 1)).ToArray();
        return [.. head, .. fold.Lines(plan, left - shown.Length - 1), "", .. shown, .. end];
    }

    private IEnumerable<string> ListedLines(PlanSheet sheet, string[] facts)
    {
        string[] lines =
        [
            .. PartLines([.. ActionLines(sheet.Plan), .. (listing == PlanListing.All ? sheet.Plan.Keeps : []).SelectMany(KeepLines)], heading: null),
            .. (listing == PlanListing.All ? sheet.Rest : []).SelectMany(part => PartLines([.. ActionLines(part.Plan)], part.Summary)),
        ];
        return lines.Length == 0 && facts.Length == 0 && sheet.Plan.Guards.IsEmpty ? [] : [.. lines, "", .. facts];
    }

    private IEnumerable<string> PartLines(string[] lines, string? heading) => lines.Length == 0 ? [] : ["", .. heading is null ? [] : new[] { style.Bold(heading) }, .. lines];

    private IEnumerable<string> KeepLines(PlanAction keep) => room.Wrapped(VisibleText.Of(PlanText.Line(keep))).Select(style.Dim);

    private IEnumerable<string> ActionLines(Plan plan)
    {
        var changes = (plan.Details?.Contents ?? []).ToLookup(change => change.Package);
        return
        [
            .. plan.Renames.SelectMany(rename => room.Wrapped(PlanText.Line(rename))),
            .. plan.Actions.Where(action => action.Kind != ActionKind.Leave || action.IsHeld).SelectMany(action => ActionLines(action, changes[action.Package])),
            .. PlanText.LeaveLines(plan).SelectMany(line => room.Wrapped(line)),
        ];
    }

    private IEnumerable<string> ActionLines(PlanAction action, IEnumerable<ContentChange> changes)
    {
        foreach (var line in StepLines(action))
            yield return line;
        foreach (var line in listing == PlanListing.Concise ? [] : DetailLines(action, PlanFactText.InsideOf(action, changes)))
            yield return style.Dim(line);
    }

    /// <summary>What is done, and what it costs.</summary>
    private IEnumerable<string> StepLines(PlanAction action)
    {
        var (colours, line) = (new PlanColours(style), VisibleText.Of(PlanText.Line(action)));
        var cost = action is { IsHeld: false, Unread: null, Kind: ActionKind.Place or ActionKind.Update or ActionKind.Refresh } ? $"  {ByteSize.Text(action.Copy.Bytes)}" : "";
        string[] lines = [.. room.Wrapped(line + cost)];
        return lines.Length == 1 ? [colours.Of(action, line) + style.Dim(cost)] : lines.Select(part => colours.Of(action, part));
    }

    private IEnumerable<string> DetailLines(PlanAction action, ContentChange? change)
    {
        var cause = $"    {VisibleText.Of(action.Cause.ToString())}";
        return
        [
            .. listing == PlanListing.All ? room.Wrapped(cause, indentation: 6) : [room.CutToFit(cause)],
            .. PlanFactText.Inside(action, change) is { } inside ? room.Wrapped($"    {inside}", indentation: 6) : [],
            .. listing == PlanListing.All && change is not null ? ContentLines.Of(change) : [],
        ];
    }

    private IEnumerable<string> RestLines(PlanSheet sheet) => listing == PlanListing.All ? [] : sheet.Rest.SelectMany(part => room.Wrapped($"{part.Summary} {ListsAll}."));
}

using Reconciler.Cli.Reports;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Tests.Reports.Plans;

public sealed class PlanReportTests
{
    /// <summary>Of a usual terminal; the last row is the next command's.</summary>
    private const int Rows = 23;

    [Fact]
    public async Task Text_InAPipe_IsNotWrapped() => await Verify(Text(ReportedPlans.Usual));

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public async Task Text_OnATerminal_IsAsWideAsIt(int columns)
    {
        var text = Text(ReportedPlans.Usual, columns: columns);

        Assert.All(Broken(text), line => Assert.True(DisplayWidth.Of(line) <= columns, line));
        await Verify(text, scenario: $"{columns}");
    }

    [Fact]
    public async Task Text_InColours_MarksWhatIsDone() => await Verify(Text(ReportedPlans.Usual, columns: 80, style: new(isColoured: true)).Replace('\e', '␛'));

    [Fact]
    public async Task Text_Concise_IsALineAnAction() => await Verify(Text(ReportedPlans.Usual, PlanListing.Concise));

    [Fact]
    public async Task Text_OfAll_ListsFilesToo() => await Verify(Text(ReportedPlans.Usual, PlanListing.All));

    [Fact]
    public async Task Text_Of5000Actions_IsOneScreen()
    {
        var text = Text(ReportedPlans.Large, columns: 80);

        Assert.InRange(text.TrimEnd('\n').Split('\n').Sum(new LineRoom(80).RowsOf), 1, Rows);
        await Verify(text);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public async Task Text_Of5000ActionsInColours_HasTheirWidth(int columns) =>
        await Verify(Text(ReportedPlans.Large, columns: columns, style: new(isColoured: true)).Replace('\e', '␛'), scenario: $"{columns}");

    [Fact]
    public void Text_Of5000ActionsInAPipe_IsOneScreenToo() =>
        Assert.InRange(Text(ReportedPlans.Large).TrimEnd('\n').Split('\n').Length, 1, Rows);

    [Theory]
    [InlineData(nameof(PlanListing.All))]
    [InlineData(nameof(PlanListing.Concise))]
    public void Text_OfEveryAction_IsCompleteOnRequest(string listing)
    {
        var lines = Text(ReportedPlans.Large, Enum.Parse<PlanListing>(listing)).Split('\n');

        Assert.All(PlanText.Lines(ReportedPlans.Large), line => Assert.Contains(lines, listed => listed.StartsWith(line, StringComparison.Ordinal)));
    }

    [Fact]
    public void Text_OfAsManyActionsAsAreListed_IsNotFolded()
    {
        var (few, many) = (First(PlanReport.Unfolded), First(PlanReport.Unfolded + 1));

        Assert.DoesNotContain("PLACEMENTS", Text(few), StringComparison.Ordinal);
        Assert.Contains("PLACEMENTS", Text(many), StringComparison.Ordinal);
        Assert.EndsWith(PlanText.Ending(many) + "\n", Text(many), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfTheSamePlan_IsTheSameEveryTime() => Assert.Equal(Text(ReportedPlans.Large, columns: 80), Text(ReportedPlans.Large with { }, columns: 80));

    [Fact]
    public void Text_WithoutDetails_TellsTheRest()
    {
        var text = Text(ReportedPlans.Usual with { Details = null });

        Assert.DoesNotContain("measured", text, StringComparison.Ordinal);
        Assert.Contains("~ office 2026.10 to 2026.11", text, StringComparison.Ordinal);
    }

    /// <summary>Lines that may be broken: the closing lines and single long words may not.</summary>
    private static IEnumerable<string> Broken(string text) => text.Split('\n').Where(line => !line.StartsWith("Plan: ", StringComparison.Ordinal));

    private static Plan First(int count) => ReportedPlans.Large with { Actions = ReportedPlans.Large.Actions[..count], Guards = [], Cleanups = [], Details = null };

    private static string Text(Plan plan, PlanListing listing = PlanListing.Usual, int? columns = null, Style? style = null) =>
        new PlanReport(style ?? Style.Plain, new(columns), listing).Text(ReportedPlans.Sheet(plan));
}

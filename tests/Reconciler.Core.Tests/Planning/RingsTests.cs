using Reconciler.Core.Planning;

namespace Reconciler.Core.Tests.Planning;

/// <summary>Several versions of one package: who moves, why, and at what price. A version's own 400 bytes differ, 600 are shared.</summary>
public class RingsTests
{
    private const string Estate = """
        server dp-1
        server dp-2
        server dp-3
        server dp-4
        group pilot = dp-1
        group stores = dp-2 dp-3
        package viewer
        version 3.2
        version 3.1
        rule 3.2 to pilot
        rule 3.1 to all-servers
        """;

    [Fact]
    public void Diff_FirstPlan_PlacesEachVersionOnItsRing() =>
        Assert.Equal(
            ["+ viewer 3.2 -> dp-1 | estate.yaml:10 in 1c0ffee, \"Commit 1\"", "+ viewer 3.1 -> dp-2, dp-3, dp-4 | estate.yaml:11 in 1c0ffee, \"Commit 1\""],
            new Scenario(Estate).Plan().LinesWithCauses());

    [Fact]
    public void Diff_Promotion_UpdatesTheRingAtThePriceOfTheDifference()
    {
        var plan = Placed().Commit("to pilot", "to pilot,stores").Plan();

        Assert.Equal(["~ viewer 3.1 to 3.2 -> dp-2, dp-3 | estate.yaml:10 in 2c0ffee, \"Commit 2\""], plan.LinesWithCauses());
        Assert.Equal(800, plan.Counts.Bytes);
    }

    [Fact]
    public void Diff_PromotionReverted_CostsNothing()
    {
        var scenario = Placed().Commit("to pilot", "to pilot,stores");
        scenario.CarryOut(scenario.Plan());
        var plan = scenario.Commit("to pilot,stores", "to pilot").Plan();

        Assert.Equal(["~ viewer 3.2 to 3.1 -> dp-2, dp-3"], plan.Lines());
        Assert.Equal("Plan: 0 to place, 2 to update, 0 to refresh, 0 to remove, 0 on hold, 2 unchanged; 0 B to copy to 0 servers.", PlanText.Ending(plan));
    }

    [Fact]
    public void Diff_NewVersionAbove_MovesItsRingOnly() =>
        Assert.Equal(
            ["~ viewer 3.2 to 3.3 -> dp-1 | estate.yaml:11 in 2c0ffee, \"Commit 2\""],
            Placed().Commit(Estate.Replace("version 3.2", "version 3.3\nversion 3.2", StringComparison.Ordinal).Replace("rule 3.2", "rule 3.3", StringComparison.Ordinal)).Plan().LinesWithCauses());

    [Theory]
    [InlineData("group pilot = dp-1", "group pilot = dp-1 dp-4", "~ viewer 3.1 to 3.2 -> dp-4 | estate.yaml:5", "it joined the group of an earlier ring")]
    [InlineData("group pilot = dp-1", "group pilot =", "~ viewer 3.2 to 3.1 -> dp-1 | no longer in pilot, which gets 3.2; estate.yaml:5", "it left the group")]
    [InlineData("rule 3.2 to pilot", "rule 3.2 to pilot except dp-1", "~ viewer 3.2 to 3.1 -> dp-1 | excepted by dp-1 from the rule for 3.2; estate.yaml:10", "its ring excepts it")]
    [InlineData("rule 3.2 to pilot", "rule 3.2 to pilot,dp-3", "~ viewer 3.1 to 3.2 -> dp-3 | estate.yaml:10", "the earlier rule names it")]
    [InlineData("package viewer", "package viewer except dp-4", "- viewer 3.1 from dp-4 | excepted by dp-4; estate.yaml:7", "the package excepts it")]
    [InlineData("rule 3.1 to all-servers", "rule 3.1 to stores", "- viewer 3.1 from dp-4 | no longer selected; estate.yaml:11", "no rule wants it any more")]
    [InlineData("version 3.1", "version 3.1 content=mended", "~ viewer 3.1 (cdff2c68886f) to 3.1 (DIGEST) -> dp-2, dp-3, dp-4 | estate.yaml:9", "the content of one version changed")]
    public void Diff_AServerThatMoves_NamesTheLine(string old, string replacement, string expected, string why)
    {
        var actions = string.Join(" | ", Placed().Commit(old, replacement).Plan().LinesWithCauses());
        var filledIn = expected
            .Replace("cdff2c68886f", Scenario.DigestOf("viewer 3.1").Short, StringComparison.Ordinal)
            .Replace("DIGEST", Scenario.DigestOf("mended").Short, StringComparison.Ordinal);

        Assert.Equal(($"{filledIn} in 2c0ffee, \"Commit 2\"", why), (actions, why));
    }

    [Fact]
    public void Diff_RingsOfEqualContent_AreNothingToMoveBetween() =>
        Assert.Empty(Placed(Estate.Replace("version 3.2", "version 3.2 content=same", StringComparison.Ordinal).Replace("version 3.1", "version 3.1 content=same", StringComparison.Ordinal))
            .Commit("to pilot", "to pilot,stores").Lines());

    [Fact]
    public void Diff_SourceOfOneVersionFails_HoldsItsCellsOnly() =>
        Assert.Equal(
            ["! place viewer -> dp-1 (source-failed: packages/viewer cannot be read)", "+ viewer 3.1 -> dp-2, dp-3, dp-4"],
            new Scenario(Estate.Replace("version 3.2", "version 3.2 fault=SourceFailed", StringComparison.Ordinal)).Lines());

    [Fact]
    public void Diff_SourceOfOneVersionFails_LeavesItsHoldersInPeace() =>
        Assert.Equal(
            ["! update viewer 3.1 -> dp-2, dp-3 (source-failed: packages/viewer cannot be read)"],
            Placed().Commit(Estate.Replace("version 3.2", "version 3.2 fault=SourceFailed", StringComparison.Ordinal).Replace("to pilot", "to pilot,stores", StringComparison.Ordinal)).Lines());

    [Theory]
    [InlineData(3, "- viewer 3.1 from dp-4")]
    [InlineData(4, "! remove viewer 3.1 from dp-4 (guard)")]
    public void Diff_MinHolders_CountsHoldersOfAnyVersion(int min, string expected) =>
        Assert.Equal([expected], Placed(Estate.Replace("package viewer", $"package viewer min={min}", StringComparison.Ordinal)).Commit("to all-servers", "to stores").Lines());

    [Fact]
    public void Diff_ExistingRefresh_AServerAddedToOneRingRefreshesAll()
    {
        var scenario = Placed(Estate.Replace("package viewer", "package viewer refresh", StringComparison.Ordinal));
        var plan = scenario.Commit(scenario.Text + "\nserver dp-5").Plan();

        Assert.Equal(["+ viewer 3.1 -> dp-5", "* viewer 3.2 -> dp-1", "* viewer 3.1 -> dp-2, dp-3, dp-4"], plan.Lines());
        Assert.Empty(scenario.CarryOut(plan).Lines());
    }

    [Fact]
    public void Diff_ExistingRefresh_APromotionRefreshesNobody() =>
        Assert.Equal(
            ["~ viewer 3.1 to 3.2 -> dp-2, dp-3"],
            Placed(Estate.Replace("package viewer", "package viewer refresh", StringComparison.Ordinal)).Commit("to pilot", "to pilot,stores").Lines());

    [Fact]
    public void Diff_FromTheShortForm_ChangesNothing() =>
        Assert.Empty(Placed(Estate[..Estate.IndexOf("package", StringComparison.Ordinal)] + "package viewer 3.1 to all-servers")
            .Commit(Estate.Replace("to pilot", "to stores except stores", StringComparison.Ordinal)).Lines());

    private static Scenario Placed(string text = Estate)
    {
        var scenario = new Scenario(text);
        return scenario.CarryOut(scenario.Plan());
    }
}

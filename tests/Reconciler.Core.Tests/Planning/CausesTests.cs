namespace Reconciler.Core.Tests.Planning;

/// <summary>Every action names the line and the commit that led to it, or the recorded fact.</summary>
public class CausesTests
{
    private const string Estate = """
        site hq
        site london < hq
        server dp-1 @hq default tier=store
        server dp-2 @london default
        server dp-3 @london
        file groups.yaml
        group stores = dp-1
        group outer = +stores
        group labelled = {tier=store}
        file viewer.yaml
        package viewer 3.1 to outer,labelled

        """;

    [Fact]
    public void FirstPlan_NamesTheItemOfTo() =>
        Assert.Equal(["viewer.yaml:1 in 1c0ffee, \"Commit 1\""], Causes(new(Estate)));

    [Theory]
    [InlineData("group stores = dp-1", "group stores = dp-1 dp-3", "groups.yaml:1", "a server listed in an inner group")]
    [InlineData("{tier=store}", "{name=dp-1,dp-3}", "groups.yaml:3", "a changed selector")]
    [InlineData("to outer,labelled", "to outer,labelled,dp-3", "viewer.yaml:1", "the package's own line")]
    [InlineData("server dp-3 @london", "server dp-3 @london tier=store", "estate.yaml:5", "a label of the server")]
    [InlineData("to outer,labelled", "to outer,london-stores\nfile new.yaml\ngroup london-stores = dp-3", "viewer.yaml:1", "a new group: the package names it first")]
    public void ServerAdded_NamesTheChangedLine(string old, string replacement, string line, string why)
    {
        var scenario = Placed(Estate).Commit(old, replacement);

        Assert.Equal(($"+ viewer 3.1 -> dp-3 | {line} in 2c0ffee, \"Commit 2\"", why), (scenario.Plan().LinesWithCauses().First(action => action.Contains("dp-3", StringComparison.Ordinal)), why));
    }

    [Fact]
    public void NewServersInOneFile_AreOneAction()
    {
        var scenario = Placed(Estate).Commit(Estate + "file stores/new.yaml\nserver dp-7 tier=store\nserver dp-8 tier=store\nserver dp-9 tier=store\nserver dp-10 tier=store");

        Assert.Equal(["+ viewer 3.1 -> 4 of 5 servers of labelled | stores/new.yaml:1 in 2c0ffee, \"Commit 2\""], scenario.Plan().LinesWithCauses());
    }

    [Fact]
    public void Fallback_IsSaid() =>
        Assert.Equal(
            ["+ viewer 3.1 -> dp-1 | viewer.yaml:1 in 1c0ffee, \"Commit 1\"", "+ viewer 3.1 -> dp-2 | fallback to the Default Servers of london; viewer.yaml:1 in 1c0ffee, \"Commit 1\""],
            new Scenario(Estate.Replace("to outer,labelled", "to outer sites hq,london fallback", StringComparison.Ordinal)).Plan().LinesWithCauses());

    [Fact]
    public void FallbackEnded_NamesTheServerThatJoined()
    {
        var scenario = Placed(Estate.Replace("to outer,labelled", "to outer sites hq,london fallback", StringComparison.Ordinal)).Commit("stores = dp-1", "stores = dp-1 dp-3");

        Assert.Equal(
            [
                "+ viewer 3.1 -> dp-3 | groups.yaml:1 in 2c0ffee, \"Commit 2\"",
                "- viewer 3.1 from dp-2 | no fallback to the Default Servers of london: dp-3 selected there; groups.yaml:1 in 2c0ffee, \"Commit 2\"",
            ],
            scenario.Plan().LinesWithCauses());
    }

    [Theory]
    [InlineData("to outer,labelled", "to outer,labelled except dp-1", "excepted by dp-1; viewer.yaml:1 in 2c0ffee, \"Commit 2\"")]
    [InlineData("to outer,labelled", "to outer,labelled retired", "retired; viewer.yaml:1 in 2c0ffee, \"Commit 2\"")]
    [InlineData("server dp-1 @hq default", "server dp-1 @hq retired default", "dp-1 is retired; estate.yaml:3 in 2c0ffee, \"Commit 2\"")]
    [InlineData("to outer,labelled", "to dp-3", "no longer selected; viewer.yaml:1 in 2c0ffee, \"Commit 2\"")]
    [InlineData("package viewer 3.1 to outer,labelled", "", "viewer is no longer declared")]
    [InlineData("server dp-1 @hq default tier=store", "", "dp-1 is no longer declared")]
    public void Removal_SaysWhy(string old, string replacement, string cause) =>
        Assert.Contains(cause, Causes(Placed(Estate).Commit(old, replacement)));

    [Fact]
    public void Removal_FromAGroupsFormerMember_NamesTheGroup()
    {
        var scenario = Placed(Estate.Replace("stores = dp-1", "stores = dp-1 dp-3", StringComparison.Ordinal)).Commit("stores = dp-1 dp-3", "stores = dp-1");

        Assert.Equal(["no longer selected; groups.yaml:1 in 2c0ffee, \"Commit 2\""], Causes(scenario));
    }

    [Fact]
    public void Update_NamesTheChangedLineOfThePackage() =>
        Assert.Equal(["viewer.yaml:1 in 2c0ffee, \"Commit 2\""], Causes(Placed(Estate).Commit("viewer 3.1", "viewer 3.2")));

    [Fact]
    public void Update_OfContentOnly_NamesTheCommitThatChangedTheSource()
    {
        var scenario = new Scenario(Estate).Holding("viewer 3.0", "dp-1").Commit(Estate).Changing("packages/viewer/bin/app", "packages/viewer-2/app");

        Assert.Equal(["viewer.yaml:1 in 2c0ffee, \"Commit 2\""], Causes(scenario));
        Assert.Equal(["viewer.yaml:1 in 2c0ffee, \"Commit 2\""], Causes(scenario.Changing("packages/other/app")));
    }

    [Fact]
    public void Update_OfNothingThatChanged_NamesTheSource() =>
        Assert.Equal(["viewer.yaml:1 in 1c0ffee, \"Commit 1\""], Causes(new Scenario(Estate).Holding("viewer 3.0", "dp-1")));

    private static string[] Causes(Scenario scenario) => [.. scenario.Plan().Actions.Select(action => action.Cause.ToString())];

    private static Scenario Placed(string text)
    {
        var scenario = new Scenario(text);
        return scenario.CarryOut(scenario.Plan());
    }
}

using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Planning;

/// <summary>Which packages and servers a scope means, and what is left of a plan within it.</summary>
public sealed class ScopeTests
{
    private const string Estate = """
        site hq
        site london < hq
        server dp-lon-1 @london default
        server dp-lon-2 @london tier=store
        server dp-par-1 default
        group stores = {tier=store}
        package fonts 1 to all-servers
        package viewer 3.1 to all-servers
        """;

    [Theory]
    [InlineData("", "dp-lon-1 dp-lon-2 dp-old dp-par-1")]
    [InlineData("server=dp-lon-1", "dp-lon-1")]
    [InlineData("server=dp-lon-*", "dp-lon-1 dp-lon-2")]
    [InlineData("server=dp-???-1", "dp-lon-1 dp-par-1")]
    [InlineData("server=dp-[lo]*", "dp-lon-1 dp-lon-2 dp-old")]
    [InlineData("server=DP-LON-1", "")]
    [InlineData("group=stores", "dp-lon-2")]
    [InlineData("group=default-*", "dp-lon-1 dp-par-1")]
    [InlineData("group=all-servers", "dp-lon-1 dp-lon-2 dp-par-1")]
    [InlineData("site=london", "dp-lon-1 dp-lon-2")]
    [InlineData("site=h?", "dp-par-1")]
    [InlineData("server=dp-par-1 group=stores", "dp-lon-2 dp-par-1")]
    [InlineData("package=viewer", "dp-lon-1 dp-lon-2 dp-old dp-par-1")]
    [InlineData("server=nobody", "")]
    public void ServersOf_NamesAndPatterns_AreTheUnionOfWhatTheySelect(string scope, string expected)
    {
        var scenario = new Scenario(Estate).Holding("viewer 3.1", "dp-old");

        Assert.Equal(expected, string.Join(' ', Parse(scope).ServersOf(scenario.Desired, scenario.Actual).ByName()));
    }

    [Theory]
    [InlineData("package=view*", true)]
    [InlineData("package=fonts package=viewer", true)]
    [InlineData("package=Viewer", false)]
    [InlineData("server=dp-1", true)]
    public void Includes_APackage_ByItsNameAlone(string scope, bool isMeant) => Assert.Equal(isMeant, Parse(scope).Includes(new("viewer")));

    [Fact]
    public void Of_APlan_IsItsPartWithin()
    {
        var scenario = new Scenario(Estate).Holding("viewer 3.0", "dp-lon-1", "dp-par-1").Holding("fonts 1", "dp-lon-1");

        var plan = Within("package=v* site=london", scenario);

        Assert.Equal(["+ viewer 3.1 -> dp-lon-2", "~ viewer 3.0 to 3.1 -> dp-lon-1"], plan.Lines());
        Assert.Empty(plan.Keeps);
        Assert.Equal("package v*, site london", plan.Scope.ToString());
    }

    [Fact]
    public void Of_APlan_KeepsCleanupsAndTargetsWithin()
    {
        var scenario = new Scenario(Estate.Replace("to all-servers", "to all-servers refresh", StringComparison.Ordinal))
            .Holding("viewer 3.0", "dp-lon-1", "dp-par-1");
        scenario.Happened("viewer", new TransferPackageEvent.Removed(Scenario.DigestOf("viewer 3.0"), scenario.Set("dp-lon-1", "dp-par-1")))
            .Holding("viewer 3.1", "dp-lon-1", "dp-par-1")
            .After(TimeSpan.FromDays(2));

        var plan = Within("package=viewer server=dp-par-1", scenario);

        Assert.Equal("dp-par-1", Assert.Single(plan.Cleanups).Servers.ToString());
        Assert.Equal("viewer", Assert.Single(plan.Targets).Package.Value);
    }

    [Fact]
    public void Of_APlanThatConverged_NeverSpeaksForAll()
    {
        var scenario = new Scenario(Estate);
        scenario.CarryOut(scenario.Plan());

        Assert.StartsWith("No changes. By the records, every distribution server", PlanText.Ending(Within("", scenario)), StringComparison.Ordinal);
        Assert.StartsWith("No changes within package view*, server dp-*, group stores, site london;", PlanText.Ending(Within("package=view* server=dp-* group=stores site=london", scenario)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("dp-lon-*")]
    [InlineData("dp-[!a]?")]
    public void ProblemOf_ANameOrPattern_IsNone(string name) => Assert.Null(Scope.ProblemOf(name));

    [Theory]
    [InlineData("")]
    [InlineData("dp-[")]
    [InlineData("dp-**")]
    public void ProblemOf_SomethingElse_IsSaid(string name) => Assert.NotNull(Scope.ProblemOf(name));

    private static Plan Within(string scope, Scenario scenario) => Parse(scope).Of(scenario.Plan(), scenario.Desired, scenario.Actual);

    private static Scope Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=')).ToLookup(word => word[0], word => word[1]);
        return new([.. words["package"]], [.. words["server"]], [.. words["group"]], [.. words["site"]]);
    }
}

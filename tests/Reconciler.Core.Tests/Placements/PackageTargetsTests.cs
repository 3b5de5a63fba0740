using Reconciler.Core.Placements;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Tests.Placements;

/// <summary>"Who gets a package", clause by clause.</summary>
public class PackageTargetsTests
{
    /// <summary>
    /// hq (h-1 default, h-2, c-1 without a site) over london (l-1 default, l-2) and paris (p-1 default, p-2, p-3), london over city (y-1 default, y-2).
    /// </summary>
    private const string Estate = """
        site hq
        site london < hq
        site paris < hq
        site city < london
        server h-1 @hq default tier=core
        server h-2 @hq
        server c-1 tier=core
        server l-1 @london default tier=store
        server l-2 @london tier=store old
        server p-1 @paris default tier=store
        server p-2 @paris tier=lab
        server p-3 @paris
        server y-1 @city default
        server y-2 @city tier=store
        group stores = l-1 p-1
        group outer = h-2 +stores
        group outermost = +outer +labs
        group labs = {tier=lab}
        group nobody =
        group everybody = {}
        group in = {tier=lab,core}
        group notin = {tier!=lab,core}
        group exists = {tier}
        group missing = {!tier}
        group both = {tier=store & name!=l-1}
        group union = h-1 +labs {tier=core}

        """;

    [Theory]
    // to
    [InlineData("", "h-1 l-1 p-1 y-1", "without `to`: Default Servers")]
    [InlineData("to default-servers", "h-1 l-1 p-1 y-1", "the built-in group")]
    [InlineData("to all-servers", "c-1 h-1 h-2 l-1 l-2 p-1 p-2 p-3 y-1 y-2", "the other built-in group")]
    [InlineData("to p-3", "p-3", "a server")]
    [InlineData("to stores", "l-1 p-1", "a group's list")]
    [InlineData("to stores,p-3", "l-1 p-1 p-3", "T is a union")]
    [InlineData("to stores,l-1", "l-1 p-1", "listed twice counts once")]
    [InlineData("to outer", "h-2 l-1 p-1", "a group in a group")]
    [InlineData("to outermost", "h-2 l-1 p-1 p-2", "groups in groups in groups")]
    [InlineData("to nobody", "", "no list, no groups, no selector: nobody")]
    [InlineData("to everybody", "c-1 h-1 h-2 l-1 l-2 p-1 p-2 p-3 y-1 y-2", "`{}` selects everybody")]
    [InlineData("to in", "c-1 h-1 p-2", "In")]
    [InlineData("to notin", "h-2 l-1 l-2 p-1 p-3 y-1 y-2", "NotIn: also those without the label")]
    [InlineData("to exists", "c-1 h-1 l-1 l-2 p-1 p-2 y-2", "Exists")]
    [InlineData("to missing", "h-2 p-3 y-1", "DoesNotExist")]
    [InlineData("to both", "l-2 p-1 y-2", "all requirements must hold")]
    [InlineData("to union", "c-1 h-1 p-2", "a group is the union of its three parts")]
    // except
    [InlineData("to stores except l-1", "p-1", "except a server")]
    [InlineData("to all-servers except notin", "c-1 h-1 p-2", "except a group")]
    [InlineData("to stores except labs", "l-1 p-1", "except of nobody in T changes nothing")]
    [InlineData("to stores except everybody", "", "except may leave nobody")]
    [InlineData("except h-1,p-1", "l-1 y-1", "except from Default Servers")]
    // sites
    [InlineData("to stores sites london", "l-1", "T and S")]
    [InlineData("to all-servers sites london", "l-1 l-2", "a listed site without its descendants")]
    [InlineData("to all-servers sites london subsites", "l-1 l-2 y-1 y-2", "and with them")]
    [InlineData("to all-servers sites hq", "c-1 h-1 h-2", "a server without a site belongs to the central one")]
    [InlineData("to all-servers sites hq subsites", "c-1 h-1 h-2 l-1 l-2 p-1 p-2 p-3 y-1 y-2", "below the central site is everything")]
    [InlineData("to all-servers sites london,paris", "l-1 l-2 p-1 p-2 p-3", "several sites")]
    [InlineData("to all-servers sites london,city subsites", "l-1 l-2 y-1 y-2", "a site that is listed and also below a listed one")]
    [InlineData("to l-2 sites paris", "", "T and S may be empty")]
    [InlineData("sites paris", "p-1", "Default Servers of listed sites")]
    // fallback
    [InlineData("to l-2 sites london,paris fallback", "l-2 p-1", "a site without a member uses its Default Servers")]
    [InlineData("to stores sites london,paris fallback", "l-1 p-1", "no site falls back when each has a member")]
    [InlineData("to l-2 sites paris fallback", "p-1", "T outside of S is not a member of S")]
    [InlineData("to l-2 sites london subsites fallback", "l-2 y-1", "each descendant is judged for itself")]
    [InlineData("to y-2 sites london subsites fallback", "l-1 y-2", "a member below is no member of the site above")]
    [InlineData("to y-2 sites london fallback", "l-1", "descendants that are not included play no part")]
    [InlineData("to l-2 sites hq,london fallback", "h-1 l-2", "the central site falls back to its own Default Servers")]
    [InlineData("to c-1 sites hq fallback", "c-1", "a server without a site is a member of the central one")]
    [InlineData("to nobody sites london,paris fallback", "l-1 p-1", "an empty T: every listed site falls back")]
    [InlineData("to l-2 sites london,paris except p-1 fallback", "l-2", "except takes from the fallback, too")]
    [InlineData("to l-2 sites london except l-2 fallback", "", "the fallback is judged before except")]
    public void Of_Rule_SelectsTheseServers(string rule, string expected, string why) =>
        Assert.Equal((expected, why), (Targets(Estate, rule), why));

    [Theory]
    [InlineData("server l-2 @london tier=store old", "server l-2 @london retired", "to l-2 sites london fallback", "l-2", "a retired member still keeps its site from falling back")]
    [InlineData("server l-1 @london default tier=store", "server l-1 @london", "to h-1 sites london fallback", "", "a site without Default Servers has nothing to fall back to")]
    [InlineData("server l-1 @london default tier=store", "", "to stores", "p-1", "a listed server that is not declared is nobody")]
    public void Of_OtherEstate_SelectsTheseServers(string line, string replacement, string rule, string expected, string why) =>
        Assert.Equal((expected, why), (Targets(Estate.Replace(line, replacement, StringComparison.Ordinal), rule), why));

    [Fact]
    public void Of_EstateWithoutSites_IsOneUnnamedSite()
    {
        const string Small = "server dp-1 default\nserver dp-2\n";

        Assert.Equal("dp-1", Targets(Small, ""));
        Assert.Equal("dp-1 dp-2", Targets(Small, "to all-servers"));
    }

    [Fact]
    public void Wanted_RetiredServer_IsTargetAndNotWanted()
    {
        var placement = Desired("server dp-1\nserver dp-2 retired\npackage viewer 3.1 to all-servers");
        var package = placement.Packages[new("viewer")];

        Assert.Equal("dp-1, dp-2", package.Targets.Servers.ToString());
        Assert.Equal("dp-1", placement.Wanted(package).ToString());
    }

    [Fact]
    public void Wanted_RetiredPackage_IsNobody()
    {
        var placement = Desired("server dp-1\npackage viewer 3.1 to all-servers retired");

        Assert.True(placement.Wanted(placement.Packages[new("viewer")]).IsEmpty);
    }

    [Fact]
    public void Of_Steps_TellHowItCameAbout()
    {
        var targets = Desired(Estate + "package viewer 3.1 to l-2,labs except p-2 sites london,paris,hq fallback").Packages[new("viewer")].Targets;

        Assert.Equal(["l-2: l-2", "labs: p-2"], targets.Rules[0].To.Select(step => $"{step.Reference.Name}: {step.Servers}"));
        Assert.Equal(["hq: h-1"], targets.Rules[0].Fallback.Select(step => $"{step.Site}: {step.Servers}"));
        Assert.Equal(["london: l-1", "paris: p-1"], targets.Rules[0].SatisfiedSites.Select(step => $"{step.Site}: {step.Servers}"));
        Assert.Equal(["p-2: p-2"], targets.Rules[0].Except.Select(step => $"{step.Reference.Name}: {step.Servers}"));
        Assert.Equal("h-1, l-2", targets.Servers.ToString());
    }

    private static string Targets(string estate, string rule) =>
        Desired($"{estate}\npackage viewer 3.1 {rule}").Packages[new("viewer")].Targets.Servers.ToString().Replace(",", "", StringComparison.Ordinal);

    private static DesiredPlacement Desired(string text)
    {
        var repository = Repository.Parse(text);
        return DesiredPlacement.Of(
            new("3fa9c1d000000000000000000000000000000000", "main", "", default), Commits.CommitChanges.None, repository.Resources, new ServerTable(), repository.Contents, _ => null);
    }
}

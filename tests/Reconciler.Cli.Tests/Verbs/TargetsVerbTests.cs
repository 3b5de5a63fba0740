using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class TargetsVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public TargetsVerbTests() => cli.CommitExample("branch-offices");

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData("office-viewer")]
    [InlineData("price-list")]
    [InlineData("company-fonts")]
    [InlineData("stores")]
    [InlineData("pilot")]
    [InlineData("default-servers")]
    public async Task Targets_OfAName_SaysWhyEachServer(string name) => await Verify($"{await cli.RunAsync("targets", name)}", scenario: name);

    [Theory]
    [InlineData("till-software")]
    [InlineData("emea")]
    public async Task Targets_AsJson_HasEveryReason(string name) => await Verify((await cli.RunAsync("targets", name, "-o", "json")).Out, "json", name);

    [Fact]
    public async Task Targets_OfAGroupInAGroup_TellsTheWay()
    {
        cli.Repository.Write("more.yaml", "apiVersion: reconciler/v1\nkind: ServerGroup\nmetadata: { name: europe }\nspec: { groups: [stores] }\n");
        cli.Repository.Commit();

        var targets = await cli.RunAsync("targets", "europe");

        Assert.Contains("dp-lon-02  europe holds the group stores at more.yaml:4; stores selects tier: store at groups.yaml:7\n", targets.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Targets_GroupAndPackageOfOneName_AsksWhich()
    {
        cli.Repository.Write("more.yaml", "apiVersion: reconciler/v1\nkind: ServerGroup\nmetadata: { name: price-list }\nspec: { servers: [dp-hq-01] }\n");
        cli.Repository.Commit();

        var targets = await cli.RunAsync("targets", "price-list");
        var group = await cli.RunAsync("targets", "group/price-list");
        var package = await cli.RunAsync("targets", "package/price-list");

        Assert.Equal((ExitCode.Error, "error: 'price-list' is a group and a package: say 'group/price-list' or 'package/price-list'\n"), (targets.ExitCode, targets.Error));
        Assert.StartsWith("price-list holds 1 of 8 servers.", group.Out, StringComparison.Ordinal);
        Assert.StartsWith("price-list goes to 5 of 8 servers.", package.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stors", "there is no group or package 'stors' at ")]
    [InlineData("dp-lon-02", "'dp-lon-02' is a server; 'reconciler show server dp-lon-02' says what it holds")]
    public async Task Targets_OfNoGroup_SaysWhatToType(string name, string expected)
    {
        var targets = await cli.RunAsync("targets", name);

        Assert.Equal(ExitCode.Error, targets.ExitCode);
        Assert.StartsWith($"error: {expected}", targets.Error, StringComparison.Ordinal);
    }
}

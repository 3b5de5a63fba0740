using System.Text.RegularExpressions;
using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public partial class WhyVerbTests
{
    [Theory]
    [InlineData("excepted", "dp-par-02", "office-viewer")]
    [InlineData("selected", "dp-lon-02", "office-viewer")]
    [InlineData("default", "dp-lon-01", "company-fonts")]
    [InlineData("fallback", "dp-nyc-01", "price-list")]
    [InlineData("no-fallback", "dp-lon-01", "price-list")]
    [InlineData("unselected", "dp-hq-01", "till-software")]
    public async Task Why_AllIsWell_TellsEveryLine(string scenario, string server, string package)
    {
        using var cli = await BranchOffices.SyncedAsync();

        await Verify($"{await cli.RunAsync("why", server, package)}", scenario: scenario);
    }

    [Theory]
    [InlineData("update", "dp-lon-02", "office-viewer")]
    [InlineData("not-mounted", "dp-par-02", "price-list")]
    [InlineData("retired", "dp-nyc-01", "company-fonts")]
    [InlineData("undeclared-package", "dp-hq-02", "till-software")]
    [InlineData("undeclared-server", "dp-lon-03", "office-viewer")]
    public async Task Why_InTrouble_TellsWhatHappensNext(string scenario, string server, string package)
    {
        using var cli = await BranchOffices.InTroubleAsync();

        await Verify($"{await cli.RunAsync("why", server, package)}", scenario: scenario);
    }

    [Fact]
    public async Task Why_AsJson_HasTheSameFacts()
    {
        using var cli = await BranchOffices.InTroubleAsync();

        await Verify(Order().Replace((await cli.RunAsync("why", "dp-lon-02", "office-viewer", "-o", "json")).Out, "$1<order>"), "json");
    }

    [Theory]
    [InlineData("dp-lon-2", "office-viewer", "there is no server 'dp-lon-2' at ", "; did you mean 'dp-lon-02'?")]
    [InlineData("dp-lon-02", "office-viewr", "there is no package 'office-viewr' at ", "; did you mean 'office-viewer'?")]
    [InlineData("office-viewer", "dp-lon-02", "'office-viewer' is a package and 'dp-lon-02' a server; the server comes first: reconciler why dp-lon-02 office-viewer", "")]
    public async Task Why_WrongNames_SaysWhatToType(string server, string package, string begins, string ends)
    {
        using var cli = new CliFixture();
        cli.CommitExample("branch-offices");

        var why = await cli.RunAsync("why", server, package);

        Assert.Equal((ExitCode.Error, ""), (why.ExitCode, why.Out));
        Assert.StartsWith($"error: {begins}", why.Error, StringComparison.Ordinal);
        Assert.EndsWith($"{ends}\n", why.Error, StringComparison.Ordinal);
    }

    /// <summary>Servers are numbered as their turns come.</summary>
    [GeneratedRegex("(\"order\": \")[0-9.]+")]
    private static partial Regex Order();
}

using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class ListVerbTests
{
    [Theory]
    [InlineData("packages")]
    [InlineData("servers")]
    [InlineData("groups")]
    [InlineData("sites")]
    [InlineData("holds")]
    public async Task List_OfAKind_HasALineEach(string kind)
    {
        using var cli = await BranchOffices.InTroubleAsync();

        await Verify($"{await cli.RunAsync("list", kind)}", scenario: kind);
    }

    [Theory]
    [InlineData("packages")]
    [InlineData("servers")]
    [InlineData("groups")]
    [InlineData("sites")]
    [InlineData("holds")]
    public async Task List_AsJson_HasTheSameFacts(string kind)
    {
        using var cli = await BranchOffices.InTroubleAsync();

        await Verify((await cli.RunAsync("list", kind, "-o", "json")).Out, "json", kind);
    }

    [Fact]
    public async Task List_WithinASite_LeavesTheRestOut()
    {
        using var cli = new CliFixture();
        cli.CommitExample("branch-offices");

        await Verify($"{await cli.RunAsync("list", "servers", "--site", "paris")}\n{await cli.RunAsync("list", "packages", "--server", "dp-par-02")}\n{await cli.RunAsync("list", "holds")}");
    }

    [Theory]
    [InlineData("servres", "error: there is no list of 'servres'; did you mean 'servers'?\n")]
    [InlineData("jobs", "error: there is no list of 'jobs'; there are: packages, servers, groups, sites, holds, approvals\n")]
    public async Task List_OfNoKind_SaysWhichThereAre(string kind, string expected)
    {
        using var cli = new CliFixture();

        var list = await cli.RunAsync("list", kind);

        Assert.Equal((ExitCode.Error, expected), (list.ExitCode, list.Error));
    }
}

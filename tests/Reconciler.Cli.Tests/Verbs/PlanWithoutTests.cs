using Reconciler.Cli.Calls;
using Reconciler.Cli.Tests.EndToEnd;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>What if servers were gone.</summary>
public sealed class PlanWithoutTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Without_AServer_ShowsTheCopiesElsewhereAndWhatTooFewWouldHold()
    {
        await DeclareAsync();

        await Verify($"{await cli.RunAsync("plan", "--without", "dp-lon-01")}{await cli.RunAsync("plan", "--without", "dp-lon-01", "-o", "json")}");
    }

    [Fact]
    public async Task Without_ASite_MeansThoseBelowItToo()
    {
        await DeclareAsync();

        await Verify($"{await cli.RunAsync("plan", "--without", "london")}{await cli.RunAsync("plan", "--without", "dp-lon-01", "--without", "dp-lon-02", "--all")}{await cli.RunAsync("plan", "--without", "hq")}");
    }

    [Fact]
    public async Task Without_WhatNobodyMisses_MovesNothing()
    {
        await DeclareAsync();

        var result = await cli.RunAsync("plan", "--without", "dp-soho-01", "--package", "fonts", "--detailed-exitcode");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("Nothing would have to be copied anew.\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Records_TakesForGrantedThatEverybodyHoldsIt()
    {
        Declare();
        cli.Variables["CI"] = "true";

        Assert.Contains("+ viewer -> dp-lon-02", Undigested((await cli.RunAsync("plan", "--without", "dp-lon-01")).Out), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_AskedWrongly_SaysWhatToType()
    {
        await DeclareAsync();

        await Verify(string.Join('\n', [
            await cli.RunAsync("plan", "--without", "dp-lon-1"),
            await cli.RunAsync("plan", "--without", "lodnon"),
            await cli.RunAsync("plan", "--without", "london", "--base", "main"),
            await cli.RunAsync("plan", "--without", "london", "--save", "plan.json"),
        ]));
    }

    private static string Undigested(string text) => System.Text.RegularExpressions.Regex.Replace(text, " [0-9a-f]{12} ", " ");

    private async Task DeclareAsync()
    {
        Declare();
        await cli.SyncAsync();
        cli.Repository.Write("packages/prices/version.txt", "prices");
        cli.Repository.Write("prices.yaml", SiteServer.Package("prices", "distribute: { to: [dp-hq-01, dp-lon-01] }"));
        cli.Repository.Commit("Add prices");
    }

    /// <summary>The viewer goes to a group with one member in London, where Default Servers are the fallback; fonts to London only.</summary>
    private void Declare()
    {
        cli.Repository.Write("packages/viewer/version.txt", "the viewer");
        cli.Repository.Write("packages/fonts/version.txt", "letters");
        cli.Repository.Write("sites.yaml", $"{Site("hq", null)}{Site("london", "hq")}{Site("soho", "london")}");
        cli.Repository.Write("servers.yaml", $"{Server("dp-hq-01", "hq")}{Server("dp-lon-01", "london")}{Server("dp-lon-02", "london", ", default: true")}{Server("dp-soho-01", "soho")}");
        cli.Repository.Write("packages.yaml",
            "---\napiVersion: reconciler/v1\nkind: ServerGroup\nmetadata: { name: pilot }\nspec: { servers: [dp-hq-01, dp-lon-01] }\n"
            + SiteServer.Package("viewer", "minHolders: 2, distribute: { to: [pilot], sites: [hq, london], fallbackToDefaultServers: true }")
            + SiteServer.Package("fonts", "distribute: { to: [dp-lon-01, dp-lon-02] }")
            + SiteServer.Package("till", "distribute: { to: [dp-soho-01] }"));
        cli.Repository.Write("packages/till/version.txt", "till");
        cli.Repository.Commit("Declare");
    }

    private static string Site(string name, string? parent) => $"---\napiVersion: reconciler/v1\nkind: Site\nmetadata: {{ name: {name} }}\nspec: {{ {(parent is null ? "" : $"parent: {parent}")} }}\n";

    private static string Server(string name, string site, string more = "") => $"---\napiVersion: reconciler/v1\nkind: DistributionServer\nmetadata: {{ name: {name} }}\nspec: {{ address: {name}, site: {site}{more} }}\n";
}

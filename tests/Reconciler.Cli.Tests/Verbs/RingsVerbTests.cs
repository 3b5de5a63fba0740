using System.Text.Json;
using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>What the questions answer when a package has several versions.</summary>
public sealed class RingsVerbTests
{
    [Theory]
    [InlineData("why-first-rule", "why", "dp-01", "viewer")]
    [InlineData("why-moves", "why", "dp-02", "viewer")]
    [InlineData("why-last-rule", "why", "dp-04", "viewer")]
    [InlineData("why-excepted", "why", "dp-lab", "viewer")]
    [InlineData("targets", "targets", "viewer")]
    [InlineData("status", "status")]
    [InlineData("show", "show", "package", "viewer")]
    [InlineData("list", "list", "packages")]
    [InlineData("plan", "plan", "--all")]
    public async Task Ask_BetweenTwoPromotions_TellsEachVersion(string scenario, params string[] arguments)
    {
        using var cli = await PromotedAsync();

        await Verify($"{await cli.RunAsync(arguments)}", scenario: scenario);
    }

    [Theory]
    [InlineData("why", "why", "dp-02", "viewer")]
    [InlineData("targets", "targets", "viewer")]
    [InlineData("status", "status")]
    [InlineData("show", "show", "package", "viewer")]
    [InlineData("list", "list", "packages")]
    public async Task Ask_AsJson_HasTheSameFactsAndRepeatsNoKey(string scenario, params string[] arguments)
    {
        using var cli = await PromotedAsync();

        var json = (await cli.RunAsync([.. arguments, "-o", "json"])).Out;

        using var strict = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
        await Verify(System.Text.RegularExpressions.Regex.Replace(json, "(\"order\": \")[0-9.]+", "$1<order>"), "json", scenario);
    }

    /// <summary>How many servers share a line depends on who was done at the same time.</summary>
    [Fact]
    public async Task History_OfAPackage_TellsWhichVersionCameWhere()
    {
        using var cli = await PromotedAsync();

        var lines = (await cli.RunAsync("history", "viewer")).Out.Split('\n');

        Assert.Single(lines, line => line.EndsWith("+ viewer 3.2 -> dp-01  154 B", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("+ viewer 3.1 -> ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validate_ARuleForNobody_WarnsAndIsDone()
    {
        using var cli = new CliFixture();
        cli.CommitExample("rings");
        cli.CommitEdit("packages.yaml", "to: [pilot]", "to: [all-servers]", "For everybody");

        var validate = await cli.RunAsync("validate");

        Assert.Equal(ExitCode.Done, validate.ExitCode);
        Assert.Contains("packages.yaml:10:18: warning RCN3105: no server is left for this rule for version '3.1'", validate.Out + validate.Error, StringComparison.Ordinal);
    }

    /// <summary>The pilot holds the new version, and the stores should.</summary>
    private static async Task<CliFixture> PromotedAsync()
    {
        var cli = new CliFixture();
        cli.CommitExample("rings");
        await cli.SyncAsync();
        cli.Clock.Advance(TimeSpan.FromDays(1));
        cli.CommitEdit("packages.yaml", "to: [pilot]", "to: [pilot, stores]", "Promote the viewer 3.2 to the stores");
        return cli;
    }
}

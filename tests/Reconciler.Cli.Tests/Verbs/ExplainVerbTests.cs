using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Configuration;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class ExplainVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Explain_OfACode_ShowsItsPage() => await Verify((await cli.RunAsync("explain", "RCN2004")).ToString());

    [Fact]
    public async Task Explain_OfACodeInSmallLetters_ShowsTheSamePage() =>
        Assert.Equal((await cli.RunAsync("explain", "RCN4001")).Out, (await cli.RunAsync("explain", "rcn4001")).Out);

    [Fact]
    public async Task Explain_OfEveryCode_ShowsAPageWithoutItsFrontMatter()
    {
        Assert.True(CodePages.Codes.Length > 80);
        foreach (var code in CodePages.Codes)
            Assert.StartsWith($"# {code}: ", (await cli.RunAsync("explain", code)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCN2050", "there is no code 'RCN2050'; the nearest are ")]
    [InlineData("RCN9", "there is no code 'RCN9'; the nearest are ")]
    [InlineData("rcnx", "there is no code 'rcnx'; the nearest are ")]
    public async Task Explain_OfNoCode_NamesTheNearest(string code, string expected)
    {
        var result = await cli.RunAsync("explain", code);

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Site")]
    [InlineData("ServerGroup.selector.matchExpressions")]
    [InlineData("Package.spec.source")]
    [InlineData("Package.priority")]
    [InlineData("Policy.removalGrace")]
    public async Task Explain_ATopic_TellsWhatTheTableKnows(string topic) => await Verify($"{await cli.RunAsync("explain", topic)}", scenario: topic);

    [Fact]
    public async Task Explain_Nothing_ListsTheKinds() => await Verify($"{await cli.RunAsync("explain")}");

    [Theory]
    [InlineData("Package.distribute")]
    [InlineData("")]
    public async Task Explain_AsJson_HasTheSameFacts(string topic) =>
        await Verify((await cli.RunAsync(["explain", .. topic.Split('.', StringSplitOptions.RemoveEmptyEntries) is [] ? Array.Empty<string>() : [topic], "-o", "json"])).Out, "json", topic.Length == 0 ? "kinds" : topic);

    [Theory]
    [InlineData("server.SITE", "DistributionServer.spec.site")]
    [InlineData("group", "ServerGroup")]
    [InlineData("policy.servers.address", "Policy.spec.servers.address")]
    [InlineData("package.name", "Package.metadata.name")]
    [InlineData("package.metadata.labels", "Package.metadata.labels")]
    [InlineData("package.kind", "Package.kind")]
    public async Task Explain_AShortName_FindsTheField(string topic, string path)
    {
        var explained = await cli.RunAsync("explain", topic);

        Assert.StartsWith($"{path}  (", explained.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pakage", "there is no kind 'pakage'; did you mean 'Package'?")]
    [InlineData("zebra", "there is no kind 'zebra'; there are: Site, DistributionServer, ServerGroup, Package, Policy")]
    [InlineData("job", "there is no kind 'job' yet: 'Job' belongs to a later version; this is 0.1")]
    [InlineData("package.sorce", "there is no field 'sorce' in Package.spec; did you mean 'source'?")]
    [InlineData("package.source.pth", "there is no field 'pth' in Package.spec.source; did you mean 'path'?")]
    [InlineData("site.parent.x", "'Site.spec.parent' is the name of a site and has no fields")]
    [InlineData("server.bandwidth", "there is no field 'bandwidth' in DistributionServer.spec yet: 'bandwidth' belongs to a later version; this is 0.1")]
    public async Task Explain_OfNothingKnown_SaysTheNearest(string topic, string expected)
    {
        var explained = await cli.RunAsync("explain", topic);

        Assert.Equal((ExitCode.Error, $"error: {expected}\n"), (explained.ExitCode, explained.Error));
    }

    /// <summary>Whatever the table holds can be asked for by the path that is shown.</summary>
    [Fact]
    public void EveryPath_FindsItself() => Assert.All(LanguageReference.Kinds.SelectMany(Below), one =>
    {
        Assert.True(LanguageReference.TryFind(one.Path, out var found, out var problem), problem);
        Assert.Equal((one.Path, one.Description), (found.Path, found.Description));
    });

    private static IEnumerable<Explanation> Below(Explanation explanation) => explanation.Fields.SelectMany(Below).Append(explanation);
}

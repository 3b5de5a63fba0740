using Reconciler.Cli.Calls;
using Reconciler.Configuration;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class ExplainVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

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
    [InlineData("server.suspend", "there is no field 'suspend' in DistributionServer.spec yet: 'suspend' belongs to a later version; this is 0.1")]
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

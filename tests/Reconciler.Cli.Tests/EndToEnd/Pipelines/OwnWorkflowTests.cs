namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>Our own use of the action: <c>.github/workflows/plan.yml</c> on the example <c>branch-offices</c>.</summary>
public sealed class OwnWorkflowTests : IDisposable
{
    private const string Example = "examples/branch-offices";

    private readonly PullRequest pull = new("github");

    public void Dispose() => pull.Dispose();

    [Fact]
    public async Task ChangeOfTheExample_IsComparedWithMain()
    {
        foreach (var file in Directory.EnumerateFiles(SourceTree.PathOf(Example), "*", SearchOption.AllDirectories))
            pull.Site.Repository.Write(Path.GetRelativePath(SourceTree.Root, file), await File.ReadAllBytesAsync(file));
        pull.Site.Repository.Commit("Begin");
        pull.Site.Repository.Git("checkout", "--quiet", "-b", "change");
        pull.Site.Repository.Write($"{Example}/packages/price-list/prices.csv", "article;price\n");
        pull.Site.Repository.Commit("New prices");

        var run = await new PlanWorkflow(".github/workflows/plan.yml", pull).RunAsync(pull.Clone(), isWell: true);

        Assert.Equal(("2", "0", "0"), (run.Outputs["exit-code"], run.Outputs["place"], run.Outputs["remove"]));
        Assert.NotEqual("0", run.Outputs["update"]);
        var comment = Assert.Single(pull.Api.Comments).Text;
        Assert.StartsWith("[//]: # (reconciler plan: branch-offices)\n\n**branch-offices**\n", comment, StringComparison.Ordinal);
        Assert.Contains("No recorded state: compared with what ", comment, StringComparison.Ordinal);
    }
}

using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>The step of a workflow that uses our action, with what the workflow gives it; only the program is the one beside the tests.</summary>
internal sealed class PlanWorkflow(string file, PullRequest pull)
{
    private readonly YamlTree workflow = YamlTree.Read(SourceTree.PathOf(file));

    /// <param name="isWell">Whether the action ends well; null: either.</param>
    /// <param name="inputs">In the place of what the workflow says.</param>
    internal async Task<CompositeAction> RunAsync(string clone, bool? isWell, params (string Name, string Value)[] inputs)
    {
        RealPart.Require("jq", "apt-get install jq");
        RealPart.Require("curl", "apt-get install curl");
        var step = Workflow.Steps(workflow).Single(step => step["uses"]!.Text.Contains(".github/actions/plan", StringComparison.Ordinal));
        var given = YamlTree.Texts(step["with"]);
        given["command"] = SiteServer.Program;
        foreach (var (name, value) in inputs)
            given[name] = value;

        var action = new CompositeAction(SourceTree.Action, clone, pull.Temporary)
        {
            GitHub = new() { ["event.pull_request.number"] = "7", ["token"] = CommentsApi.Token },
            Variables = new(pull.Variables) { ["GITHUB_BASE_REF"] = "main" },
        };
        var wentWell = await action.RunAsync(given);
        Assert.True(wentWell == (isWell ?? wentWell), action.Log);
        Assert.DoesNotContain(CommentsApi.Token, action.Log + action.Summary, StringComparison.Ordinal);
        return action;
    }
}

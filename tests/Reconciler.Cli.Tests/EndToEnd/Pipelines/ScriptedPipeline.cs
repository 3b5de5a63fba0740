using System.Text;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>Lines of a pipeline, run one after the other by bash in a clone, as hosts do it whose runner is not to be had: the first that fails ends it.</summary>
internal sealed class ScriptedPipeline(PullRequest pull, string clone)
{
    private readonly StringBuilder log = new();

    internal string Log => log.ToString();

    /// <param name="variables">Of the host and of the step.</param>
    /// <returns>Whether it ended well.</returns>
    internal async Task<bool> RunAsync(string line, IReadOnlyDictionary<string, string?> variables)
    {
        RealPart.Require("jq", "apt-get install jq");
        RealPart.Require("curl", "apt-get install curl");
        var environment = new Dictionary<string, string?>(pull.Variables);
        foreach (var (name, value) in variables)
            environment[name] = value;
        var result = await new ProcessRun("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", line) { WorkingDirectory = clone, Variables = environment, Timeout = TimeSpan.FromMinutes(2) }
            .RunAsync(TestContext.Current.CancellationToken);
        log.Append(result.StandardOutput).Append(result.StandardError);
        Assert.DoesNotContain(CommentsApi.Token, Log, StringComparison.Ordinal);
        return result.ExitCode == 0;
    }
}

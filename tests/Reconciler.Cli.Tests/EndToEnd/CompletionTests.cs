using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What a shell is offered, by the built program, and by real shells with its script.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly SiteServer site = new();

    public CompletionTests()
    {
        site.Commit("servers.yaml", SiteServer.Servers("dp-lon-01", "dp-par-01"));
        site.Commit("packages.yaml", SiteServer.Package("viewer") + "---\nkind: Package\nmetadata: { name: broken }\n");
    }

    [Theory]
    [InlineData("reconciler val", "validate")]
    [InlineData("reconciler why ", "dp-lon-01 dp-par-01")]
    [InlineData("reconciler why dp-lon-01 ", "broken viewer")]
    [InlineData("reconciler show server ", "dp-lon-01 dp-par-01")]
    [InlineData("reconciler plan --server ", "dp-lon-01 dp-par-01")]
    [InlineData("reconciler completion ", "bash fish pwsh zsh")]
    [InlineData("reconciler list pack", "packages")]
    public async Task Suggest_ALineThatIsTyped_OffersWhatMayComeNext(string line, string expected)
    {
        var offered = await SuggestAsync(line, site.Repository.Path);

        Assert.Superset(expected.Split(' ').ToHashSet(), offered.ToHashSet());
        if (!line.EndsWith("val", StringComparison.Ordinal))
            Assert.Equal(expected, string.Join(' ', offered.Where(word => !word.StartsWith('-') && !word.StartsWith('/'))));
    }

    [Fact]
    public async Task Suggest_AReceiver_OffersThoseOfTheSettings()
    {
        site.Settings("""{ "notify": { "receivers": { "chat": { "kind": "slack", "urlVariable": "SLACK_URL" }, "cards": { "kind": "teams", "urlVariable": "TEAMS_URL" } } } }""");

        Assert.Superset(new HashSet<string> { "cards", "chat" }, (await SuggestAsync("reconciler notify ", site.Repository.Path)).ToHashSet());
    }

    [Fact]
    public async Task Suggest_OutsideOfARepository_OffersNoNamesAndSaysNothing() =>
        Assert.DoesNotContain("dp-lon-01", await SuggestAsync("reconciler why ", site.Sandbox));

    [Theory]
    [InlineData("Package.spec.sou", "Package.spec.source")]
    [InlineData("Pol", "Policy")]
    public async Task Suggest_ATopicOfExplain_OffersKindsAndFields(string word, string expected) =>
        Assert.Contains(expected, await SuggestAsync($"reconciler explain {word}", site.Repository.Path));

    [Fact]
    public async Task Bash_WithTheScript_CompletesNames()
    {
        RealPart.Require("bash", "bash");
        const string Script = """
            source <(reconciler completion bash)
            COMP_LINE='reconciler why dp-l' COMP_POINT=${#COMP_LINE} COMP_WORDS=(reconciler why dp-l) COMP_CWORD=2
            COMP_POINT=${#COMP_LINE}
            _reconciler
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        Assert.Equal("dp-lon-01\n", (await ShellAsync("bash", "-c", Script)).StandardOutput);
    }

    [Fact]
    public async Task Zsh_WithTheScript_AcceptsItAndIsOfferedNames()
    {
        RealPart.Require("zsh", "zsh");
        const string Script = """
            autoload -Uz compinit && compinit -D
            source <(reconciler completion zsh)
            compadd() { shift; print -l -- "$@" }
            BUFFER='reconciler why ' CURSOR=15
            _reconciler
            """;

        Assert.Equal("dp-lon-01\ndp-par-01", string.Join('\n', Names((await ShellAsync("zsh", "-f", "-c", Script)).StandardOutput)));
    }

    [Fact]
    public async Task Fish_WithTheScript_CompletesNames()
    {
        RealPart.Require("fish", "fish");

        var offered = (await ShellAsync("fish", "--no-config", "-c", "reconciler completion fish | source; complete --do-complete 'reconciler why dp-l'")).StandardOutput;

        Assert.Equal("dp-lon-01", string.Join('\n', Names(offered)));
    }

    public void Dispose() => site.Dispose();

    private static IEnumerable<string> Names(string offered) =>
        offered.Split('\n').Select(line => line.Split('\t')[0]).Where(line => line.StartsWith("dp-", StringComparison.Ordinal));

    private async Task<string[]> SuggestAsync(string line, string directory)
    {
        var result = (await new ProcessRun(SiteServer.Program, [$"[suggest:{line.Length}]", line]) { WorkingDirectory = directory, Variables = site.Variables }
            .RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();
        Assert.Equal("", result.StandardError);
        return result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<ProcessResult> ShellAsync(string shell, params string[] arguments)
    {
        var path = $"{Path.GetDirectoryName(SiteServer.Program)}:{Environment.GetEnvironmentVariable("PATH")}";
        var variables = new Dictionary<string, string?>(site.Variables) { ["PATH"] = path };
        return (await new ProcessRun(shell, arguments) { WorkingDirectory = site.Repository.Path, Variables = variables }
            .RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();
    }
}

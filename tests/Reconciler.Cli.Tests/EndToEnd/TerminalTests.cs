using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The built program on a real pseudo-terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    /// <summary>What the runtime itself sends to every terminal.</summary>
    private const string KeypadMode = "\e[?1h\e=";

    private readonly SiteServer site = new();

    public TerminalTests()
    {
        site.Repository.Write("estate.yaml", """
            apiVersion: reconciler/v1
            kind: DistributionServer
            metadata: { name: dp-1, labels: { city: 東京, tier: store } }
            spec:
              address: dp-1
              defualt: true
            ---
            apiVersion: reconciler/v1
            kind: ServerGroup
            metadata: { name: DP-1 }
            spec: { selector: { matchLabels: { city: 東京, "tier of the server": store } } }

            """);
        site.Repository.Commit("Make mistakes");
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Validate_OnATerminal_ShowsLinesInColours() => await Verify((await RunOnTerminalAsync()).Replace('\e', '␛'));

    [Fact]
    public async Task Validate_WithNoColor_ShowsLinesWithoutColours()
    {
        var shown = await RunOnTerminalAsync(("NO_COLOR", "1"));

        Assert.DoesNotContain('\e', shown);
        Assert.Contains("    |   ^~~~~~~\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_InCi_IsOneLineAProblemWithoutColours()
    {
        var shown = await RunOnTerminalAsync(("CI", "true"));

        Assert.Equal(4, shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain('\e', shown);
        Assert.Contains("estate.yaml:6:3: error RCN2004: unknown field 'defualt'; did you mean 'default'?\n", shown, StringComparison.Ordinal);
    }

    private async Task<string> RunOnTerminalAsync(params (string Name, string Value)[] variables)
    {
        RealPart.Require("script", "apt-get install bsdutils");
        RealPart.Require("stty", "apt-get install coreutils");
        var validate = site.Command("validate", "--worktree");
        var command = $"stty cols 64 rows 40; {validate.Program} {string.Join(' ', validate.Arguments)}";
        var surroundings = new Dictionary<string, string?>(validate.Variables) { ["NO_COLOR"] = null, ["TERM"] = "xterm-256color" };
        foreach (var (name, value) in variables)
            surroundings[name] = value;
        var onTerminal = new ProcessRun("script", "-qc", command, "/dev/null")
        {
            WorkingDirectory = validate.WorkingDirectory,
            Timeout = validate.Timeout,
            Variables = surroundings,
        };
        var result = await onTerminal.RunAsync(TestContext.Current.CancellationToken);
        return result.StandardOutput.Replace(KeypadMode, "", StringComparison.Ordinal).ReplaceLineEndings("\n");
    }
}

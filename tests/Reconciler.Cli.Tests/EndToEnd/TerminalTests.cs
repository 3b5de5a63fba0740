using Reconciler.Cli.Terminals;
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

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public async Task Plan_OnATerminal_IsAsWideAsIt(int columns)
    {
        site.Repository.Write("packages/viewer/version.txt", "1");
        site.Commit("estate.yaml", SiteServer.Servers("dp-london-in-the-old-office", "dp-paris-behind-the-station", "dp-rome-where-the-trams-turn=dp-rome") + SiteServer.Package("viewer"));

        var shown = await RunOnTerminalAsync(site.Command("plan"), columns, ("NO_COLOR", "1"));

        var lines = shown.Split('\n').Where(line => !line.StartsWith("Plan: ", StringComparison.Ordinal)).ToArray();
        Assert.All(lines, line => Assert.True(DisplayWidth.Of(line) <= columns, line));
        Assert.Equal(columns == 80, lines.Any(line => line.StartsWith("    dp-", StringComparison.Ordinal)));
    }

    private Task<string> RunOnTerminalAsync(params (string Name, string Value)[] variables) => RunOnTerminalAsync(site.Command("validate", "--worktree"), columns: 64, variables);

    private static async Task<string> RunOnTerminalAsync(ProcessRun run, int columns, params (string Name, string Value)[] variables)
    {
        RealPart.Require("script", "apt-get install bsdutils");
        RealPart.Require("stty", "apt-get install coreutils");
        var command = $"stty cols {columns} rows 40; {run.Program} {string.Join(' ', run.Arguments)}";
        var surroundings = new Dictionary<string, string?>(run.Variables) { ["NO_COLOR"] = null, ["TERM"] = "xterm-256color" };
        foreach (var (name, value) in variables)
            surroundings[name] = value;
        var onTerminal = new ProcessRun("script", "-qc", command, "/dev/null")
        {
            WorkingDirectory = run.WorkingDirectory,
            Timeout = run.Timeout,
            Variables = surroundings,
        };
        var result = await onTerminal.RunAsync(TestContext.Current.CancellationToken);
        return result.StandardOutput.Replace(KeypadMode, "", StringComparison.Ordinal).ReplaceLineEndings("\n");
    }
}

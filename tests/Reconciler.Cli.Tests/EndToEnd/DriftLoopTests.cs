using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What the loop does by itself about content that somebody changed on a server.</summary>
public sealed class DriftLoopTests : IDisposable
{
    private readonly SiteServer site = new();

    [Fact]
    public async Task Drift_WithReport_WaitsForATypedSync()
    {
        await ConvergedAsync("report");
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 1 placement");
        Damage();
        Assert.Equal(3, (await site.RunAsync("verify")).ExitCode);
        await loop.UntilItSaysAsync("1 to refresh");
        await Task.Delay(2500, TestContext.Current.CancellationToken);
        Assert.Equal("damaged", File.ReadAllText(Version));
        Assert.Contains("\"reason\": \"Drifted\"", (await site.RunAsync("status", "-o", "json")).StandardOutput, StringComparison.Ordinal);

        (await site.SyncAsync()).EnsureSuccess();

        Assert.Equal("1", File.ReadAllText(Version));
    }

    [Fact]
    public async Task Drift_WithCorrect_IsRepairedByTheLoop()
    {
        await ConvergedAsync("correct");
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 1 placement");
        Damage();
        await site.RunAsync("verify");

        await loop.UntilAsync(() => File.ReadAllText(Version) == "1", "the repair");
    }

    [Fact]
    public async Task Proof_OlderThanThePolicyWants_IsReadBackByTheLoop()
    {
        RealPart.Require("faketime", "apt-get install faketime");
        await ConvergedAsync("correct");
        Damage();
        using var loop = await RunningLoop.StartLaterAsync(site, "+8d");
        await loop.UntilItSaysAsync("drift: viewer on dp-1");
        await loop.UntilAsync(() => File.ReadAllText(Version) == "1", "the repair");
        var events = (await site.RunAsync("events", "-o", "json")).StandardOutput;

        Assert.Contains("\"reason\":\"Drifted\"", events, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"Refreshed\"", events, StringComparison.Ordinal);
    }

    public void Dispose() => site.Dispose();

    private string Version => Path.Combine(site.RootOf("dp-1"), "viewer", "version.txt");

    private async Task ConvergedAsync(string drift)
    {
        site.Repository.Write("packages/viewer/version.txt", "1");
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer")
            + $"---\napiVersion: reconciler/v1\nkind: Policy\nmetadata: {{ name: default }}\nspec: {{ drift: {drift} }}\n");
        await site.ConvergeAsync();
    }

    private void Damage() => File.WriteAllText(Version, "damaged");
}

using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class GcVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public GcVerbTests()
    {
        // Ages count from the files' own times.
        cli.Clock.Advance(DateTimeOffset.UtcNow.AddMinutes(1) - cli.Clock.Now);
    }

    public void Dispose() => cli.Dispose();

    private int Objects => Directory.GetFiles(Path.Combine(cli.State, "content", "objects"), "*", SearchOption.AllDirectories).Length;

    [Fact]
    public async Task Gc_OfAContentThatNobodyNeeds_FreesItAfterADay()
    {
        cli.CommitExample("starter");
        cli.Repository.Write("reconciler/policy.yaml", "apiVersion: reconciler/v1\nkind: Policy\nmetadata: { name: default }\nspec: { removalGrace: 0s, servers: { retain: 0 } }\n");
        cli.Repository.Commit("Keep nothing");
        await cli.SyncAsync();
        cli.Repository.Write("packages/hello/hello.txt", "another content");
        cli.Repository.Commit("Change it");
        await cli.SyncAsync();
        cli.Clock.Advance(TimeSpan.FromHours(2));
        await cli.SyncAsync();
        Assert.Equal(2, Objects);

        var early = await cli.RunAsync("gc");
        cli.Clock.Advance(TimeSpan.FromDays(2));
        var late = await cli.RunAsync("gc");

        Assert.Contains("Freed 0 B in the content store", early.Out, StringComparison.Ordinal);
        Assert.True(late.Out.Contains("1 file of 1 package version", StringComparison.Ordinal), late.ToString());
        Assert.Equal(1, Objects);
        Assert.Equal(ExitCode.Done, (await cli.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task Gc_OfWhatIsHeld_KeepsIt()
    {
        await cli.SyncStarterAsync();
        cli.CommitEdit("reconciler/servers.yaml", "address:", "retire: true\n  address:", "Empty it");
        cli.Clock.Advance(TimeSpan.FromDays(2));

        var result = await cli.RunAsync("gc");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(1, Objects);
    }

    [Fact]
    public async Task Gc_OfExtraFiles_DeletesThemOnlyWhenTold()
    {
        await cli.SyncStarterAsync();
        await File.WriteAllTextAsync(cli.Root("dp-1", "hello", "notes.txt"), "mine", CliFixture.Cancelled);
        await cli.RunAsync("verify");
        await cli.SyncAsync();
        cli.Clock.Advance(TimeSpan.FromDays(2));

        await cli.RunAsync("gc");
        var kept = Extra();
        var deleted = await cli.RunAsync("gc", "--dangerous-delete-extra");

        Assert.Single(kept);
        Assert.Empty(Extra());
        Assert.Contains("deleted 4 B of other people's files", deleted.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gc_OfAServerThatIsNotOurs_LeavesItAlone()
    {
        await cli.SyncStarterAsync();
        var claim = cli.Root("dp-1", ".reconciler", "server.json");
        await File.WriteAllTextAsync(claim, (await File.ReadAllTextAsync(claim, CliFixture.Cancelled)).Replace("dp-1", "dp-9", StringComparison.Ordinal), CliFixture.Cancelled);

        var result = await cli.RunAsync("gc");

        Assert.Equal(ExitCode.NotConverged, result.ExitCode);
        Assert.Contains("dp-1: foreign", result.Error, StringComparison.Ordinal);
    }

    private string[] Extra() => Directory.Exists(cli.Root("dp-1", ".reconciler", "extra"))
        ? Directory.GetFiles(cli.Root("dp-1", ".reconciler", "extra"), "*", SearchOption.AllDirectories)
        : [];
}

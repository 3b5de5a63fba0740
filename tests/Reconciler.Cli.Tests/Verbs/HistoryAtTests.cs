using Reconciler.Cli.Calls;
using Reconciler.Cli.Tests.EndToEnd;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>Who held what then: at 14:00 the first sync, at 15:00 an update of one package, at 16:00 a new name for a server, at 17:00 a removal.</summary>
public sealed class HistoryAtTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task HistoryAt_EachTime_ShowsWhatWasHeldThenUnderTheNamesOfThenAndNow()
    {
        await LiveAsync();

        await Verify(string.Join('\n', [
            await cli.RunAsync("history", "--at", "2026-11-22 14:00Z"),
            await cli.RunAsync("history", "--at", "2h"),
            await cli.RunAsync("history", "--at", "2026-11-22T16:00:00+00:00"),
            await cli.RunAsync("history", "--at", "0s"),
            await cli.RunAsync("history", "viewer", "--at", "2026-11-22T15:30Z"),
            await cli.RunAsync("history", "--server", "dp-2", "--at", "2026-11-22T15:30Z"),
            await cli.RunAsync("history", "--server", "dp-west", "--at", "2026-11-22T15:30Z"),
            await cli.RunAsync("history", "--server", "dp-1", "fonts", "--at", "2026-11-22T17:30Z"),
            await cli.RunAsync("history", "--at", "2026-11-22"),
        ]));
    }

    [Fact]
    public async Task HistoryAt_AsJson_HasTheSameFacts()
    {
        await LiveAsync();

        await Verify((await cli.RunAsync("history", "--at", "2026-11-22T15:00Z", "-o", "json")).Out, "json");
    }

    [Fact]
    public async Task History_OfARenamedServer_TellsBothNames()
    {
        await LiveAsync();

        var result = (await cli.RunAsync("history", "--server", "dp-west")).Out;

        Assert.Contains("dp-2 claimed at", result, StringComparison.Ordinal);
        Assert.Contains("viewer 1 -> dp-2", result, StringComparison.Ordinal);
        Assert.Contains("dp-west was dp-2 until now", result, StringComparison.Ordinal);
        Assert.DoesNotContain("dp-1", result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at is 2026-11-23 00:00Z, which has not come yet: it is 2026-11-22 17:00Z; 'reconciler plan' tells what comes next", "--at", "2026-11-23")]
    [InlineData("--at is 'yesterday'; write a time with its offset such as 2026-11-20T14:03Z, a day such as 2026-11-20, which begins at 00:00 UTC, or an age such as 3d", "--at", "yesterday")]
    [InlineData("--limit counts what happened, and --at shows who held what; leave one of them out", "--at", "3d", "--limit", "2")]
    [InlineData("nothing is recorded of a server 'dp-wset' in <state>; did you mean 'dp-west'?", "--at", "3d", "--server", "dp-wset")]
    public async Task HistoryAt_AskedWrongly_SaysWhatToType(string expected, params string[] arguments)
    {
        await LiveAsync();

        var history = await cli.RunAsync(["history", .. arguments]);

        Assert.Equal((ExitCode.Error, $"error: {expected}\n"), (history.ExitCode, history.Error));
    }

    [Fact]
    public async Task HistoryAt_ALongTimeAgo_IsBeforeTheRecords()
    {
        await LiveAsync();

        Assert.Equal(
            "Nothing was recorded yet at 1970-01-01 00:00Z: the records begin at 2026-11-22 14:00Z.\n",
            (await cli.RunAsync("history", "--at", "999999d")).Out);
    }

    [Fact]
    public async Task HistoryAt_ADamagedRecord_CountsWhatCameBeforeAndExitsWithOne()
    {
        await LiveAsync();
        var file = Path.Combine(cli.State, "transfer-packages", "viewer.jsonl");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, CliFixture.Cancelled))[..^3], CliFixture.Cancelled);
        await File.AppendAllTextAsync(file, "x\n", CliFixture.Cancelled);

        var result = await cli.RunAsync("history", "--at", "2026-11-22T15:00Z");

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains("; what came before is counted", result.Error, StringComparison.Ordinal);
        Assert.Contains("viewer   2 ", result.Out, StringComparison.Ordinal);
    }

    private async Task LiveAsync()
    {
        cli.Repository.Write("packages/viewer/version.txt", "1");
        cli.Repository.Write("packages/fonts/version.txt", "letters");
        cli.Repository.Write("estate.yaml", $"{SiteServer.Servers("dp-1")}{West("dp-2")}{Package("viewer", 1)}{Package("fonts", 1)}");
        cli.Repository.Commit("Begin");
        await cli.SyncAsync();

        cli.Clock.Advance(TimeSpan.FromHours(1));
        cli.Repository.Write("packages/viewer/version.txt", "2");
        cli.CommitEdit("estate.yaml", Package("viewer", 1), Package("viewer", 2), "Release the viewer 2");
        await cli.SyncAsync();

        cli.Clock.Advance(TimeSpan.FromHours(1));
        cli.CommitEdit("estate.yaml", West("dp-2"), West("dp-west"), "Rename dp-2");
        await cli.SyncAsync();

        cli.Clock.Advance(TimeSpan.FromHours(1));
        cli.CommitEdit("estate.yaml", Package("fonts", 1), Package("fonts", 1, "dp-west"), "Only the west");
        await cli.SyncAsync();
    }

    /// <summary>Its address stays when it gets another name.</summary>
    private static string West(string name) => $"---\napiVersion: reconciler/v1\nkind: DistributionServer\nmetadata: {{ name: {name} }}\nspec: {{ address: west }}\n";

    private static string Package(string name, int version, string to = "all-servers") =>
        $"---\napiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: {name} }}\nspec: {{ version: '{version}', source: {{ path: packages/{name} }}, distribute: {{ to: [{to}] }} }}\n";
}

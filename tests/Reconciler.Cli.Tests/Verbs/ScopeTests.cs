using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary><c>--package</c>, <c>--server</c>, <c>--group</c>, <c>--site</c>: what is answered, saved and carried out within them.</summary>
public sealed class ScopeTests : IDisposable
{
    private readonly CliFixture cli = new();

    public ScopeTests()
    {
        cli.Repository.Write("packages/viewer/app.txt", "one");
        cli.Repository.Write("all.yaml", EndToEnd.SiteServer.Servers("dp-1", "dp-2", "dp-3") + EndToEnd.SiteServer.Package("viewer"));
        cli.Repository.Commit();
    }

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData("plan")]
    [InlineData("plan -o json")]
    [InlineData("sync")]
    [InlineData("sync -o json")]
    [InlineData("status")]
    [InlineData("status -o json")]
    public async Task Answer_WithinAScope_NeverSpeaksForAll(string verb)
    {
        await cli.SyncAsync();

        var whole = await cli.RunAsync(verb.Split(' '));
        var scoped = await cli.RunAsync([.. verb.Split(' '), "--server", "dp-[12]", "--package", "view*"]);

        Assert.Contains("No changes. By the records, every distribution server holds", whole.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("No changes.", scoped.Out, StringComparison.Ordinal);
        Assert.Contains("No changes within package view*, server dp-[12]; oldest proof", scoped.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_SavedWithinAScope_IsShownAsItWasPrinted()
    {
        await cli.SyncAsync();

        var planned = await cli.RunAsync("plan", "--server", "dp-1", "--save", cli.Beside("plan.json"));
        var shown = await cli.RunAsync("show", "plan", cli.Beside("plan.json"));

        Assert.Contains(", within server dp-1\n", shown.Out, StringComparison.Ordinal);
        Assert.Contains("No changes within server dp-1", shown.Out, StringComparison.Ordinal);
        Assert.Equal(planned.Out, shown.Out);
    }

    [Fact]
    public async Task Sync_OfAPlanSavedWithinAScope_StaysWithin()
    {
        await cli.RunAsync("plan", "--server", "dp-1", "--server", "dp-2", "--save", cli.Beside("plan.json"));

        var narrower = await cli.RunAsync("sync", "--plan", cli.Beside("plan.json"), "--server", "dp-2");
        var synced = await cli.RunAsync("sync", "--plan", cli.Beside("plan.json"));
        var wider = await cli.RunAsync("sync", "--plan", cli.Beside("plan.json"), "--server", "dp-*");

        Assert.Equal([ExitCode.Done, ExitCode.Done, ExitCode.StalePlan], [narrower.ExitCode, synced.ExitCode, wider.ExitCode]);
        Assert.Contains("Done: 1 placed", narrower.Out, StringComparison.Ordinal);
        Assert.Contains("No changes within server dp-1, server dp-2", synced.Out, StringComparison.Ordinal);
        Assert.Contains("viewer on dp-3: place is not in the saved plan", wider.Error, StringComparison.Ordinal);
        Assert.Equal((true, true, false), (IsOn("dp-1"), IsOn("dp-2"), IsOn("dp-3")));
    }

    [Fact]
    public async Task Name_ThatIsNoPattern_IsOneAndNamesTheOption()
    {
        var result = await cli.RunAsync("plan", "--site", "[");

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains("--site is '[', which is neither a name nor a pattern", result.Error, StringComparison.Ordinal);
    }

    private bool IsOn(string server) => File.Exists(cli.Root(server, "viewer", "app.txt"));
}

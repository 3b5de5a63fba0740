using Reconciler.Cli.Calls;
using Reconciler.Cli.Tests.EndToEnd;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>What undoing a commit would cost: nothing, where the former version is still there.</summary>
public sealed class PlanRevertTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Revert_OfARelease_IsFreeWhereTheFormerVersionIsRetained()
    {
        var release = await ReleaseAsync(retain: 1);

        await Verify($"{await cli.RunAsync("plan", "--revert", release)}{await cli.RunAsync("plan", "--revert", release, "-o", "json")}");
    }

    [Fact]
    public async Task Revert_OfARelease_CostsItsBytesWhereNothingIsRetained()
    {
        var release = await ReleaseAsync(retain: 0);

        await Verify((await cli.RunAsync("plan", "--revert", release)).ToString());
    }

    [Fact]
    public async Task Revert_WithSomethingPending_TellsItApart()
    {
        var release = await ReleaseAsync(retain: 1);
        cli.Repository.Write("packages/fonts/version.txt", "letters");
        cli.Repository.Write("fonts.yaml", SiteServer.Package("fonts"));
        cli.Repository.Commit("Add fonts");

        var result = await cli.RunAsync("plan", "--revert", release, "--detailed-exitcode");

        Assert.Equal(ExitCode.Differs, result.ExitCode);
        Assert.Contains("Pending anyway: 2 (2 to place).", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("+ fonts", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revert_Committed_DoesWhatWasPlanned()
    {
        var release = await ReleaseAsync(retain: 1);
        var planned = (await cli.RunAsync("plan", "--revert", release, "-o", "json")).Out;
        cli.Repository.Git("revert", "--no-edit", release);

        var plan = (await cli.RunAsync("plan", "-o", "json")).Out;

        Assert.Equal(Hash(planned), Hash(plan));
    }

    [Fact]
    public async Task Revert_AskedWrongly_SaysWhatToDo()
    {
        var release = await ReleaseAsync(retain: 1);
        var first = cli.Repository.Git("rev-list", "--max-parents=0", "HEAD");
        cli.Repository.Git("checkout", "-q", "-b", "feature", "HEAD~1");
        cli.Repository.Write("notes.txt", "elsewhere");
        cli.Repository.Commit("Write notes");
        cli.Repository.Git("checkout", "-q", "main");
        cli.CommitEdit("packages.yaml", "'3.2'", "'3.3'", "Release 3.3");

        await Verify(string.Join('\n', [
            await cli.RunAsync("plan", "--revert", release),
            await cli.RunAsync("plan", "--revert", first),
            await cli.RunAsync("plan", "--revert", "feature"),
            await cli.RunAsync("plan", "--revert", "nowhere"),
            await cli.RunAsync("plan", "--revert", "HEAD", "--save", "plan.json"),
            await cli.RunAsync("plan", "--revert", "HEAD", "--base", "feature"),
            await cli.RunAsync("plan", "--revert", "HEAD", "--worktree"),
        ]));
    }

    [Fact]
    public async Task Revert_OfAMerge_SaysToWhichParent()
    {
        await ReleaseAsync(retain: 1);
        cli.Repository.Git("checkout", "-q", "-b", "feature");
        cli.Repository.Write("packages/fonts/version.txt", "letters");
        cli.Repository.Write("fonts.yaml", SiteServer.Package("fonts"));
        cli.Repository.Commit("Add fonts");
        cli.Repository.Git("checkout", "-q", "main");
        cli.Repository.Git("merge", "-q", "--no-ff", "--no-edit", "feature");
        await cli.SyncAsync();

        await Verify((await cli.RunAsync("plan", "--revert", "HEAD")).ToString());
    }

    private static string Hash(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return document.RootElement.GetProperty("hash").GetString()!;
    }

    /// <summary>3.1 is synced, then 3.2.</summary>
    /// <returns>The commit of 3.2.</returns>
    private async Task<string> ReleaseAsync(int retain)
    {
        cli.Repository.Write("packages/viewer/version.txt", "3.1 of the viewer");
        cli.Repository.Write("servers.yaml", SiteServer.Servers("dp-1", "dp-2").Replace("default: true", $"default: true, retain: {retain}", StringComparison.Ordinal));
        cli.Repository.Write("packages.yaml", SiteServer.Package("viewer", "version: '3.1'"));
        cli.Repository.Commit("Declare");
        await cli.SyncAsync();

        cli.Clock.Advance(TimeSpan.FromDays(1));
        cli.Repository.Write("packages/viewer/version.txt", "3.2 of the viewer");
        cli.CommitEdit("packages.yaml", "'3.1'", "'3.2'", "Release 3.2");
        await cli.SyncAsync();

        // What is not to be retained is deleted once readers have had their time.
        cli.Clock.Advance(TimeSpan.FromDays(1));
        await cli.SyncAsync();
        return cli.Repository.Head;
    }
}

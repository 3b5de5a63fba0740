using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>The table of the exit codes, a line each, from the command line.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Plan_WithSomethingToDo_IsTwoOnlyWhenAsked()
    {
        cli.CommitExample("starter");
        var plain = await cli.RunAsync("plan");
        var detailed = await cli.RunAsync("plan", "--detailed-exitcode");
        await cli.SyncAsync();
        var done = await cli.RunAsync("plan", "--detailed-exitcode");

        Assert.Equal([ExitCode.Done, ExitCode.Differs, ExitCode.Done], [plain.ExitCode, detailed.ExitCode, done.ExitCode]);
    }

    [Fact]
    public async Task Sync_ToAServerThatIsNotAllowed_IsThreeAndPrintsTheLineToAdd()
    {
        var root = Directory.CreateDirectory(cli.Beside("srv")).FullName;
        cli.CommitExample("starter");
        cli.CommitEdit("reconciler/servers.yaml", "address: dp-1 ", $"address: {root} ", "Move it");

        var validated = await cli.RunAsync("validate");
        var planned = await cli.RunAsync("plan", "--detailed-exitcode");
        var held = await cli.RunAsync("sync");
        var allowed = await cli.RunAsync("sync", "--allow-root", root);

        Assert.Equal([ExitCode.Done, ExitCode.Differs, ExitCode.NotConverged, ExitCode.Done], [validated.ExitCode, planned.ExitCode, held.ExitCode, allowed.ExitCode]);
        Assert.True(File.Exists(Path.Combine(root, "hello", "hello.txt")));
        await Verify(cli.WithoutHead($"{validated}{planned}{held}"));
    }

    [Fact]
    public async Task Sync_ToAServerThatIsNotMounted_IsThree()
    {
        var root = cli.Beside("srv");
        cli.WriteSettings($$"""{ "allow": { "roots": ["{{root}}"] } }""");
        cli.CommitExample("starter");
        cli.CommitEdit("reconciler/servers.yaml", "address: dp-1 ", $"address: {root} ", "Move it");

        var result = await cli.RunAsync("sync");

        Assert.Equal(ExitCode.NotConverged, result.ExitCode);
        Assert.Contains("not-mounted", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_ThatAGuardHolds_IsFourUntilItsPlanIsApproved()
    {
        await cli.SyncStarterAsync();
        File.Delete(Path.Combine(cli.Repository.Path, "reconciler", "packages.yaml"));
        cli.Repository.Commit("Lose a file");

        var held = await cli.RunAsync("sync");
        var hash = HashIn(held.Error);
        var approved = await cli.RunAsync("approve", hash, "--reason", "meant", "--expires", "2d");
        var synced = await cli.RunAsync("sync");

        Assert.Equal([ExitCode.Guarded, ExitCode.Done, ExitCode.Done], [held.ExitCode, approved.ExitCode, synced.ExitCode]);
        Assert.False(Directory.Exists(cli.Root("dp-1", "hello")));
        Assert.Contains("\"expires\":\"2026-11-24T14:00:00Z\",\"reason\":\"meant\"", cli.LinesOf("approvals.jsonl")[^1], StringComparison.Ordinal);
        await Verify($"{held}{approved}{synced}".Replace(hash, "<plan>", StringComparison.Ordinal).Replace(cli.Actor, "<actor>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approve_OfAPlanInAFile_LetsItsRemovalsGo()
    {
        await cli.SyncStarterAsync();
        File.Delete(Path.Combine(cli.Repository.Path, "reconciler", "packages.yaml"));
        cli.Repository.Commit("Lose a file");
        await cli.RunAsync("plan", "--save", cli.Beside("plan.json"));

        var unapproved = await cli.RunAsync("sync", "--plan", cli.Beside("plan.json"));
        var approved = await cli.RunAsync("approve", "--plan", cli.Beside("plan.json"));
        var synced = await cli.RunAsync("sync", "--plan", cli.Beside("plan.json"));

        Assert.Equal([ExitCode.Guarded, ExitCode.Done, ExitCode.Done], [unapproved.ExitCode, approved.ExitCode, synced.ExitCode]);
    }

    [Fact]
    public async Task Approve_ThatHasExpired_HoldsAgain()
    {
        await cli.SyncStarterAsync();
        File.Delete(Path.Combine(cli.Repository.Path, "reconciler", "packages.yaml"));
        cli.Repository.Commit("Lose a file");
        await cli.RunAsync("approve", HashIn((await cli.RunAsync("sync")).Error), "--expires", "1h");
        cli.Clock.Advance(TimeSpan.FromHours(2));

        var result = await cli.RunAsync("sync");

        Assert.Equal(ExitCode.Guarded, result.ExitCode);
    }

    [Theory]
    [InlineData("approve", "name the plan by its hash")]
    [InlineData("approve abc", "'abc' is no hash of a plan: give 8 or more")]
    [InlineData("approve 01234567", "no plan that begins with '01234567' waits")]
    [InlineData("approve 01234567 --plan x.json", "not both")]
    [InlineData("approve 01234567 --expires soon", "write a duration such as 12h or 7d")]
    [InlineData("approve --plan x.json", "the saved plan cannot be read")]
    [InlineData("approve --plan packages/hello/hello.txt", "This is not a whole saved plan")]
    public async Task Approve_OfWhatIsNoPlan_IsOneAndSaysWhy(string arguments, string expected)
    {
        await cli.SyncStarterAsync();

        var result = await cli.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_OfAStalePlan_IsFiveAndNamesEachCell()
    {
        cli.CommitExample("starter");
        await cli.RunAsync("plan", "--save", cli.Beside("plan.json"));
        await cli.SyncAsync();
        cli.Repository.Write("packages/hello/hello.txt", "changed");
        cli.Repository.Commit("Change");

        var result = await cli.RunAsync("sync", "--plan", cli.Beside("plan.json"));

        await Verify(result.ToString());
    }

    [Fact]
    public async Task Sync_OfAStalePlanAsJson_HasEachCell()
    {
        cli.CommitExample("starter");
        await cli.RunAsync("plan", "--save", cli.Beside("plan.json"));
        await cli.SyncAsync();
        cli.Repository.Write("packages/hello/hello.txt", "changed");
        cli.Repository.Commit("Change");
        await cli.SyncAsync();
        cli.Repository.Write("packages/hello/hello.txt", "changed again");
        cli.Repository.Commit("Change again");

        var result = await cli.RunAsync("sync", "--plan", cli.Beside("plan.json"), "-o", "json");

        Assert.Equal(ExitCode.StalePlan, result.ExitCode);
        await Verify(result.Out, "json");
    }

    [Fact]
    public async Task Sync_OfALockedState_IsSixAndNamesTheHolder()
    {
        await cli.SyncStarterAsync();
        using var held = StateLock.Take(new(cli.State), "gc", cli.Clock.GetUtcNow());

        var result = await cli.RunAsync("sync");

        Assert.Equal(ExitCode.Locked, result.ExitCode);
        Assert.Contains($"The state is locked by reconciler gc (pid {Environment.ProcessId} on {Environment.MachineName}) since 2026-11-22 14:00Z", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_CancelledAfterItsPlan_Is130AndIsContinued()
    {
        cli.CommitExample("starter");

        var cancelled = await cli.RunUntilAsync("Plan: 1 to place", "sync");

        Assert.Equal(ExitCode.Cancelled, cancelled.ExitCode);
        Assert.Contains("Cancelled. What was recorded stands; run it again to go on.", cancelled.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Root("dp-1", "hello")));
        await cli.SyncAsync();
        Assert.True(File.Exists(cli.Root("dp-1", "hello", "hello.txt")));
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("plan")]
    [InlineData("sync")]
    [InlineData("verify")]
    [InlineData("refresh hello")]
    public async Task Verb_OfAnInvalidConfiguration_IsSeven(string arguments)
    {
        await cli.SyncStarterAsync();
        cli.CommitEdit("reconciler/servers.yaml", "address:", "adress:", "Misspell");

        var result = await cli.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCode.Invalid, result.ExitCode);
        Assert.Contains("did you mean 'address'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Worst_OfSeveral_FollowsThePrecedence()
    {
        ExitCode[] worstFirst =
        [
            ExitCode.Cancelled, ExitCode.Invalid, ExitCode.Locked, ExitCode.StalePlan, ExitCode.Error, ExitCode.Guarded, ExitCode.NotConverged, ExitCode.Differs,
            ExitCode.Done,
        ];

        for (var i = 0; i < worstFirst.Length; i++)
            Assert.Equal(worstFirst[i], ExitCodes.Worst(worstFirst[i..].Reverse()));
        Assert.Equal(worstFirst.Order(), ExitCodes.Meanings.Select(line => line.Code).Order());
    }

    private static string HashIn(string text) => System.Text.RegularExpressions.Regex.Match(text, "Kept plan ([0-9a-f]{8})").Groups[1].Value;
}

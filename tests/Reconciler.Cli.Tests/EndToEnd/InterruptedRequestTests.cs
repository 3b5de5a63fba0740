namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What <c>reconciler run</c> had begun for somebody when it was killed: the next one gives the answer.</summary>
public sealed class InterruptedRequestTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly RequestBox box;

    public InterruptedRequestTests()
    {
        box = new(site);
        Publish("1");
    }

    [Fact]
    public async Task Sync_ThatWasBegun_IsDoneAgainAndAnsweredTruly()
    {
        await site.ConvergeAsync();
        Publish("2");
        var id = box.Put("sync");
        box.LeaveBegun(id, "{\"answer\":\"1\"}\n{\"out\":\"half of an ans");

        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        var answer = await AnswerAsync(loop, id);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("1 updated", answer.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("half", answer.Out, StringComparison.Ordinal);
        Assert.StartsWith("reconciler run was ended while it did this, and has begun anew; it does it again", answer.Error, StringComparison.Ordinal);
        Assert.Equal([$"{id}.answer"], box.Names);
    }

    [Theory]
    [InlineData("while it did this", 0, "sync", "--dangerous-allow-removals", "3")]
    [InlineData("while it did this", 0, "forget", "dp-1", "viewer", "--reason", "new disk")]
    [InlineData("twice while it did this", 1, "sync")]
    public async Task WhatMustNotBeDoneAgain_IsAnsweredWithWhatToDo(string words, int interruptions, params string[] arguments)
    {
        await site.ConvergeAsync();
        var id = box.Put(interruptions, "tester@here", arguments);
        box.LeaveBegun(id);

        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        var answer = await AnswerAsync(loop, id);

        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.StartsWith($"error: reconciler run was ended {words}", answer.Error, StringComparison.Ordinal);
        Assert.Contains("run it again to go on", answer.Error, StringComparison.Ordinal);
        Assert.Equal([$"{id}.answer"], box.Names);
    }

    [Fact]
    public async Task Answer_ThatWasComplete_StaysAsItIs()
    {
        await site.ConvergeAsync();
        var id = box.Put("forget", "dp-1", "viewer", "--reason", "new disk");
        box.LeaveBegun(id, "{\"answer\":\"1\"}\n{\"out\":\"done\"}\n{\"exit\":0}\n");

        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged");

        Assert.Equal(("done", "", 0), box.AnswerOf(id));
        Assert.Equal([$"{id}.answer"], box.Names);
    }

    /// <summary>Nobody follows the process that was killed: whoever asked does it alone.</summary>
    [Fact]
    public async Task Asker_OfALoopThatIsKilledInTheMidst_DoesItItself()
    {
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged");
        Publish("2");
        loop.Signal("STOP");
        var asking = site.SyncAsync();
        await loop.UntilAsync(() => box.Waiting == 1, "the request");
        box.LeaveBegun(box.Names[0].Split('.')[0]);
        loop.Signal("KILL");
        var sync = await asking;

        Assert.True(sync.ExitCode == 0, sync.StandardError);
        Assert.Contains("1 updated", sync.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("reconciler run has ended while it did this; it is done here, from the beginning", sync.StandardError, StringComparison.Ordinal);
        Assert.Empty(box.Names);
    }

    [Fact]
    public async Task Asker_WhoseQuestionSomebodyDeletes_IsTold()
    {
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged");
        loop.Signal("STOP");
        var asking = site.SyncAsync();
        await loop.UntilAsync(() => box.Waiting == 1, "the request");
        File.Delete(Path.Combine(site.State, "requests", box.Names[0]));
        var sync = await asking;
        loop.Signal("CONT");

        Assert.Equal(1, sync.ExitCode);
        Assert.Contains("error: somebody has deleted what was asked", sync.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"reconciler\":\"request\",\"format\":9}\n", "format 9")]
    [InlineData("no request at all\n", "cannot read what was asked")]
    public async Task WhatCannotBeRead_IsAnsweredAndGone(string text, string words)
    {
        await site.ConvergeAsync();
        var id = box.Put("sync");
        File.WriteAllText(box.PathOf(id, "request"), text);
        // A pipe of that name would hang whoever opens it as a file.
        new Reconciler.Testing.ProcessRun("mkfifo", box.PathOf("20261123000000000-pipe", "request")).Run().EnsureSuccess();

        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        var answer = await AnswerAsync(loop, id);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(words, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(box.Names, name => name.EndsWith(".request", StringComparison.Ordinal));
    }

    public void Dispose() => site.Dispose();

    private async Task<(string Out, string Error, int? ExitCode)> AnswerAsync(RunningLoop loop, string id)
    {
        await loop.UntilAsync(() => box.AnswerOf(id).ExitCode is not null && !box.Names.Contains($"{id}.begun"), "the answer");
        return box.AnswerOf(id);
    }

    private void Publish(string version)
    {
        site.Repository.Write("packages/viewer/version.txt", version);
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"), $"Version {version}");
    }
}

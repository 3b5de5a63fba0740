using System.Text.Json;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Several who ask <c>reconciler run</c> at the same time, and who they are.</summary>
public sealed class SharedRequestTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly RequestBox box;

    public SharedRequestTests()
    {
        box = new(site);
        Publish("1");
    }

    [Fact]
    public async Task TheSame_AskedFiveTimesWhileTheLoopIsBusy_IsDoneOnceAndAnsweredToAll()
    {
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged");
        Publish("2");
        loop.Signal("STOP");
        var asking = Enumerable.Range(0, 5).Select(_ => site.SyncAsync("-o", "json")).ToArray();
        await loop.UntilAsync(() => box.Waiting == 5, "the requests");
        loop.Signal("CONT");

        // A second sync would say that nothing was updated.
        foreach (var sync in await Task.WhenAll(asking))
        {
            Assert.True(sync.ExitCode == 0, sync.StandardError);
            using var json = JsonDocument.Parse(sync.StandardOutput);
            Assert.Equal(1, json.RootElement.GetProperty("updated").GetInt32());
        }

        await loop.UntilAsync(() => box.Names.Length == 0, "the end of the last one");
    }

    /// <summary>What stands between them may change what the later one is to do.</summary>
    [Fact]
    public async Task TheSame_WithAnotherRequestBetween_IsDoneTwice()
    {
        await site.ConvergeAsync();
        Publish("2");
        var first = box.Put("sync");
        var between = box.Put("refresh", "viewer", "--reason", "between");
        var second = box.Put("sync");

        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilAsync(() => box.AnswerOf(second).ExitCode is not null, "the last answer");

        Assert.Contains("1 updated", box.AnswerOf(first).Out, StringComparison.Ordinal);
        Assert.Contains("Asked for a refresh", box.AnswerOf(between).Out, StringComparison.Ordinal);
        Assert.Contains("1 refreshed", box.AnswerOf(second).Out, StringComparison.Ordinal);
    }

    /// <summary>Two may have different reasons to do the same, and each is recorded.</summary>
    [Fact]
    public async Task WhatIsRecordedWithItsAsker_IsNotShared()
    {
        await site.ConvergeAsync();
        string[] ids = [box.Put(0, "anna@here", "suspend", "dp-1", "--reason", "disk"), box.Put(0, "bob@here", "suspend", "dp-1", "--reason", "disk")];

        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilAsync(() => ids.All(id => box.AnswerOf(id).ExitCode == 0), "the answers");

        var history = (await site.RunAsync("history")).StandardOutput;
        Assert.Contains("anna@here", history, StringComparison.Ordinal);
        Assert.Contains("bob@here", history, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root@hq-1", "nobody (65534) via requests")]
    [InlineData("nobody@hq-1", "nobody@hq-1")]
    public async Task Asker_WhoseFileIsAnothers_IsWhomTheKernelNames(string claimed, string recorded)
    {
        RealPart.RequireThat(Environment.IsPrivilegedProcess ? null : "This test gives a file to another user, which only root may do: run it as root");
        await site.ConvergeAsync();
        var id = box.Put(0, claimed, "suspend", "dp-1", "--reason", "disk");
        new ProcessRun("chown", "65534", box.PathOf(id, "request")).Run().EnsureSuccess();

        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilAsync(() => box.AnswerOf(id).ExitCode == 0, "the answer");

        var history = (await site.RunAsync("history", "-o", "json")).StandardOutput;
        Assert.Contains($"\"{recorded}\"", history, StringComparison.Ordinal);
    }

    public void Dispose() => site.Dispose();

    private void Publish(string version)
    {
        site.Repository.Write("packages/viewer/version.txt", version);
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"), $"Version {version}");
    }
}

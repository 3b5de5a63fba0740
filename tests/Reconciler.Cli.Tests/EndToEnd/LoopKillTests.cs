using System.Text.Json;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>
/// A <c>kill -9</c> of <c>reconciler run</c> wherever it changes its state, and the next start: it converges, and everybody who had asked has an answer that is
/// true, or an error that says what to do. Nothing is done twice that must not be.
/// </summary>
public sealed class LoopKillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] servers = ["dp-1", "dp-2"];

    private readonly SiteServer site = new();

    [Fact]
    public async Task Run_KilledWhereverItChangesItsState_ConvergesAndAnswersAtTheNextStart()
    {
        var (box, run, version) = (new RequestBox(site), new LoopFaultRun(site), 0);
        Publish(version);
        await site.ConvergeAsync();
        Publish(++version);
        var asked = Ask(box, version);
        var calls = await run.CallsAsync(() => IsDone(box, asked, version));
        output.WriteLine($"{calls.Length} calls");

        var missed = 0;
        foreach (var call in calls)
        {
            Take(box, asked);
            Publish(++version);
            Ask(box, version);
            if (!await run.KillAsync(call, () => IsDone(box, asked, version)))
            {
                output.WriteLine($"not met: {call}");
                missed++;
            }

            using var next = await RunningLoop.StartAsync(site, "--interval", "1h");
            await next.UntilItSaysAsync(": converged, 4 placements");
            await AssertAllIsWellAsync(box, asked, version, $"killed at {call}");
            await next.EndAsync("TERM");
            Assert.Equal(0, next.ExitCode);
        }

        Assert.True(missed <= calls.Length / 2, $"{missed} of {calls.Length} calls were not met");
    }

    /// <summary>Whoever asks while it is killed and comes back gets an answer; the longest wait is that of one who does it alone in the end.</summary>
    [Fact]
    public async Task Run_KilledWhileManyAsk_LeavesNobodyWithoutAnAnswer()
    {
        var (box, random, version) = (new RequestBox(site), new Random(20261123), 0);
        Publish(version);
        await site.ConvergeAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        string[][] questions = [["sync"], ["refresh", "viewer", "--reason", "load"], ["suspend", "dp-2", "--reason", "load"], ["resume", "dp-2"]];
        var asking = questions.Select(question => AskAgainAndAgainAsync(question, end.Token)).ToArray();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var loop = await RunningLoop.StartAsync(site);
            Publish(++version);
            await Task.Delay(random.Next(200, 2000), TestContext.Current.CancellationToken);
            loop.Signal("KILL");
            await loop.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
            await Task.Delay(random.Next(0, 4) * random.Next(0, 1500), TestContext.Current.CancellationToken);
        }

        await end.CancelAsync();
        using var last = await RunningLoop.StartAsync(site);
        var answers = await Task.WhenAll(asking);
        output.WriteLine($"{answers.Sum()} answers");
        (await site.RunAsync("resume", "dp-2")).EnsureSuccess();
        await last.UntilAsync(() => servers.All(server => Holds(server) == $"{version}"), $"version {version}");
        await last.UntilAsync(() => box.Names.Length == 0, "the end of all requests");
        Assert.All(answers, count => Assert.True(count > 0));
    }

    public void Dispose() => site.Dispose();

    private static int Kills => Environment.GetEnvironmentVariable("RECONCILER_EVERY_CRASH") == "1" ? 40 : 3;

    /// <returns>How many answers there were.</returns>
    private async Task<int> AskAgainAndAgainAsync(string[] question, CancellationToken end)
    {
        var count = 0;
        for (; count == 0 || !end.IsCancellationRequested; count++)
        {
            // 6: while no loop ran, another of the askers was at work.
            var answer = await site.RunAsync(question);
            var isToAskAgain = answer.StandardError.Contains("twice while it did this", StringComparison.Ordinal);
            Assert.True(answer.ExitCode is 0 or 6 || (answer.ExitCode == 1 && isToAskAgain), $"{string.Join(' ', question)}: {answer.ExitCode}\n{answer.StandardOutput}{answer.StandardError}");
        }

        return count;
    }

    private void Publish(int version)
    {
        foreach (var package in new[] { "viewer", "fonts" })
            site.Repository.Write($"packages/{package}/version.txt", $"{version}");
        site.Commit("all.yaml", SiteServer.Servers(servers) + SiteServer.Package("viewer") + SiteServer.Package("fonts"), $"Version {version}");
    }

    /// <summary>The same ids each time, so that the same files are written.</summary>
    private static string[] Ask(RequestBox box, int version)
    {
        (string Id, string[] Arguments)[] questions =
        [
            ("00000001-sync", ["sync"]),
            ("00000002-sync", ["sync"]),
            ("00000003-refresh", ["refresh", "viewer", "--reason", $"asked {version}"]),
            ("00000004-suspend", ["suspend", "dp-2", "--reason", $"disk {version}"]),
            ("00000005-resume", ["resume", "dp-2"]),
            ("00000006-forget", ["forget", "dp-1", "fonts", "--reason", $"other disk {version}"]),
        ];
        foreach (var (id, arguments) in questions)
            box.PutAs(id, 0, "tester@here", arguments);
        return [.. questions.Select(question => question.Id)];
    }

    /// <summary>All answers are there, and the pass after them has ended.</summary>
    private bool IsDone(RequestBox box, string[] asked, int version) =>
        asked.All(id => box.AnswerOf(id).ExitCode is not null)
        && !box.Names.Any(name => name.EndsWith(".begun", StringComparison.Ordinal))
        && servers.All(server => Holds(server) == $"{version}")
        && File.GetLastWriteTimeUtc(Path.Combine(site.State, "loop.json")) > File.GetLastWriteTimeUtc(box.PathOf(asked[^1], "answer"));

    private static void Take(RequestBox box, string[] asked)
    {
        foreach (var id in asked)
            File.Delete(box.PathOf(id, "answer"));
    }

    private async Task AssertAllIsWellAsync(RequestBox box, string[] asked, int version, string when)
    {
        foreach (var id in asked)
        {
            var answer = box.AnswerOf(id);
            var mayBeAsked = id.EndsWith("forget", StringComparison.Ordinal) && answer.Error.Contains("run it again to go on", StringComparison.Ordinal);
            Assert.True(answer.ExitCode == (mayBeAsked ? 1 : 0), $"{when}: {id} ended with {answer.ExitCode}\n{answer.Out}{answer.Error}");
        }

        Assert.True(box.Names.All(name => name.EndsWith(".answer", StringComparison.Ordinal)), $"{when}: left {string.Join(", ", box.Names)}");
        Assert.All(servers, server => Assert.Equal($"{version}", Holds(server)));
        var history = (await site.RunAsync("history", "-o", "json", "--limit", "200")).EnsureSuccess().StandardOutput;
        Assert.True(Count(history, $"\"asked {version}\"") >= 1, $"{when}: the refresh is not recorded");
        Assert.True(Count(history, $"\"other disk {version}\"") <= 1, $"{when}: forgotten twice");
        foreach (var line in File.ReadLines(Path.Combine(site.State, "events.jsonl")))
            JsonDocument.Parse(line).Dispose();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private string? Holds(string server)
    {
        var file = Path.Combine(site.RootOf(server), "viewer", "version.txt");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reconciler.Testing.Web;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Who is told by <c>reconciler run</c>, what, and how often, over real connections.</summary>
public sealed class NotificationTests : IDisposable
{
    /// <summary>Part of every secret; it must be found nowhere.</summary>
    private const string Canary = "canary0123456789";

    private const string Invalid = "apiVersion: reconciler/v1\nkind: Package\nmetadata: { name: x }\nspec: { nonsense: 1 }\n";

    private readonly SiteServer site = new();
    private readonly WebServer hook = new() { Answer = _ => new(200, "ok"u8.ToArray()) };
    private readonly WebServer host = new() { Answer = _ => new(201, "{}"u8.ToArray()) };
    private readonly WebServer deaf = new() { Answer = _ => new(200, new byte[1]) { HangAfter = 0 } };

    public NotificationTests()
    {
        File.WriteAllText(site.Place("secret"), $"{Canary}-hmac\n");
        File.WriteAllText(site.Place("slack-url"), $"{deaf.Url($"services/{Canary}-url")}\n");
        site.Extra["HOST_TOKEN"] = $"{Canary}-token";
        site.Settings($$"""
            {
              "notify": {
                "name": "emea",
                "atMostEvery": "0s",
                "receivers": {
                  "inventory": { "kind": "webhook", "url": "{{hook.Url("in")}}", "secretFile": "secret" },
                  "chat": { "kind": "slack", "urlFile": "slack-url", "events": "failures" },
                  "commits": { "kind": "github", "api": "{{host.Url("api")}}", "repository": "acme/estate", "tokenVariable": "HOST_TOKEN" }
                }
              }
            }
            """);
        Publish("1");
    }

    [Fact]
    public async Task Run_ReceiversThatFailAndHang_HoldNothingUpAndAreToldInTheEnd()
    {
        hook.AnswerInTurn(_ => new(500, Encoding.UTF8.GetBytes($"no {Canary}-hmac")), _ => new(503, []), _ => new(200, []));
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 2 placements");
        site.Commit("bad.yaml", Invalid);
        await loop.UntilAsync(() => deaf.Requests.Length == 1, "a receiver that hangs");
        File.Delete(Path.Combine(site.Repository.Path, "bad.yaml"));
        Publish("2");
        await loop.UntilAsync(() => File.ReadAllText(Path.Combine(site.RootOf("dp-2"), "viewer", "version.txt")) == "2", "version 2");
        await loop.UntilItSaysAsync("inventory takes notifications again");
        var took = await loop.EndAsync("TERM");

        Assert.True(took < TimeSpan.FromSeconds(8), $"{took}");
        Assert.Single(loop.Output.Split('\n'), line => line.Contains("inventory was not notified", StringComparison.Ordinal));
        Assert.Contains($"warning: inventory was not notified: {hook.Url("in")} answered 500: no ***. It is tried again", loop.Output, StringComparison.Ordinal);
        var events = await site.RunAsync("events");
        Assert.Contains("NotificationFailed", events.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("NotificationDelivered", events.StandardOutput, StringComparison.Ordinal);
        Assert.All(hook.Requests, IsSigned);
        AssertNoCanary(loop.Output + events.StandardOutput + events.StandardError);
    }

    [Fact]
    public async Task Run_StartedAgain_TellsNothingTwiceAndLosesNothing()
    {
        using (var loop = await RunningLoop.StartAsync(site))
        {
            await loop.UntilAsync(() => Told().Length == 1, "the first notification");
            await loop.EndAsync("TERM");
        }

        using (var loop = await RunningLoop.StartAsync(site))
        {
            await loop.UntilItSaysAsync(": converged, 2 placements");
            await Task.Delay(2500, TestContext.Current.CancellationToken);
            Assert.Equal(["changed converged"], Told());
            site.Commit("bad.yaml", Invalid);
            await loop.UntilAsync(() => Told().Length == 2, "the second notification");
            await loop.EndAsync("KILL");
        }

        File.Delete(Path.Combine(site.Repository.Path, "bad.yaml"));
        site.Commit("readme.txt", "Nothing that anybody needs");
        using (var loop = await RunningLoop.StartAsync(site))
        {
            await loop.UntilAsync(() => Told().Length == 3, "the third notification");
            site.Commit("readme.txt", "Nothing that anybody needs, again");
            await Task.Delay(2500, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["changed converged", "changed not-used", "recovered converged"], Told());
    }

    [Fact]
    public async Task Run_CommitAfterCommit_GivesEachItsStatusOnce()
    {
        using var loop = await RunningLoop.StartAsync(site);
        var first = Head();
        await loop.UntilAsync(() => Statuses().Contains($"{first} success"), "a success");
        site.Commit("bad.yaml", Invalid);
        var second = Head();
        await loop.UntilAsync(() => Statuses().Contains($"{second} failure"), "a failure");
        File.Delete(Path.Combine(site.Repository.Path, "bad.yaml"));
        Publish("2");
        var third = Head();
        await loop.UntilAsync(() => Statuses().Contains($"{third} success"), "another success");
        await Task.Delay(2500, TestContext.Current.CancellationToken);

        // A commit that is placed in a moment may never be seen as pending.
        Assert.Equal([$"{first} success", $"{second} failure", $"{third} success"], Statuses().Where(status => !status.EndsWith("pending", StringComparison.Ordinal)));
        Assert.All(host.Requests, request => Assert.Equal($"Bearer {Canary}-token", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task Run_TroubleOnAServer_IsToldWithItsEnd()
    {
        Directory.CreateDirectory(Path.Combine(site.RootOf("dp-2"), "viewer"));
        File.WriteAllText(Path.Combine(site.RootOf("dp-2"), "viewer", "somebody.txt"), "else");
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilAsync(() => Told().Length == 1, "trouble");
        Directory.Delete(Path.Combine(site.RootOf("dp-2"), "viewer"), recursive: true);
        (await site.SyncAsync()).EnsureSuccess();
        await loop.UntilAsync(() => Told().Length == 2, "its end");

        Assert.Equal(["changed not-converged", "recovered converged"], Told());
        using var json = JsonDocument.Parse(hook.Requests[0].Body);
        var finding = json.RootElement.GetProperty("findings")[0];
        Assert.Equal(("conflict", "dp-2"), (finding.GetProperty("reason").GetString(), finding.GetProperty("servers")[0].GetString()));
    }

    [Fact]
    public async Task Notify_Test_ShowsWhatWasAnsweredAndFailsWhenOneFails()
    {
        (await site.SyncAsync()).EnsureSuccess();
        var good = await site.RunAsync("notify", "inventory", "--test");
        host.Answer = _ => new(401, Encoding.UTF8.GetBytes($$"""{"message":"Bad credentials {{Canary}}-token"}"""));
        var bad = await site.RunAsync("notify", "commits", "--test");
        var listed = await site.RunAsync("notify");

        Assert.Equal((0, $"inventory (webhook): {hook.Url("in")} answered 200 ok\n"), (good.ExitCode, good.StandardOutput));
        Assert.Equal(1, bad.ExitCode);
        Assert.Equal($"error: commits (github): {host.Url($"api/repos/acme/estate/statuses/{Head()}")} answered 401: {{\"message\":\"Bad credentials ***\"}}; the token or the address is not valid any more: renew it\n", bad.StandardError);
        Assert.Equal("test", JsonDocument.Parse(hook.Requests[0].Body).RootElement.GetProperty("event").GetString());
        AssertNoCanary(good.StandardOutput + bad.StandardError + listed.StandardOutput);
    }

    public void Dispose()
    {
        hook.Dispose();
        host.Dispose();
        deaf.Dispose();
        site.Dispose();
    }

    private void Publish(string version)
    {
        site.Repository.Write("packages/viewer/version.txt", version);
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("viewer"), $"Version {version}");
    }

    private string Head() => site.Repository.Git("rev-parse", "HEAD").Trim();

    /// <summary>Of what the webhook took: what happened, and how things stand; each delivery once.</summary>
    private string[] Told() =>
    [
        .. from request in hook.Requests
           group request by request.Headers["X-Reconciler-Delivery"] into same
           let json = JsonDocument.Parse(same.First().Body).RootElement
           select $"{json.GetProperty("event").GetString()} {json.GetProperty("state").GetString()}",
    ];

    private string[] Statuses() => [.. host.Requests.Select(request => $"{request.Target.Split('/')[^1]} {JsonDocument.Parse(request.Body).RootElement.GetProperty("state").GetString()}")];

    private static void IsSigned(WebRequest request) => Assert.Equal(
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{Canary}-hmac"), request.Body))}", request.Headers["X-Reconciler-Signature"]);

    /// <summary>Neither in what was said nor in any file of the state.</summary>
    private void AssertNoCanary(string said)
    {
        Assert.DoesNotContain(Canary, said, StringComparison.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(site.State, "*", SearchOption.AllDirectories))
            Assert.False(File.ReadAllText(file).Contains(Canary, StringComparison.OrdinalIgnoreCase), file);
    }
}

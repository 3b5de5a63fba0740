using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Remotes that hang while <c>run</c> follows them: each fetch ends within its deadline, and the loop goes on.</summary>
public sealed class HangingRemoteTests : IDisposable
{
    private readonly SiteServer site = new();

    public HangingRemoteTests() => Publish("1");

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Run_ServerThatIsMuteOrTrickles_IsToldAndLeftBehind()
    {
        var http = new GitHttpServer(site.Sandbox);
        var port = http.Port;
        Follow(http.Url("repository/.git"));
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 1 placement");
        http.Dispose();
        Publish("2");

        using (new SlowRelay(port: port))
        {
            await loop.UntilItSaysAsync("did not say within 2 s which branches it has: its server is mute or far too slow");
            // Whoever asks is served meanwhile.
            (await site.RunAsync("suspend", "dp-1", "--reason", "a look")).EnsureSuccess();
            (await site.RunAsync("resume", "dp-1")).EnsureSuccess();
        }

        using (var behind = new GitHttpServer(site.Sandbox))
        using (new SlowRelay(behind.Port, 20, TimeSpan.FromSeconds(1), port))
            await Task.Delay(6000, TestContext.Current.CancellationToken);

        using var again = new GitHttpServer(site.Sandbox, port);
        await loop.UntilAsync(() => Placed() == "2", "version 2");
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Run_SshThatHangs_IsEndedAndTheNextOneWorks()
    {
        using var ssh = new SshServer();
        var hangs = site.Place("hangs");
        var script = site.Place("ssh");
        File.WriteAllText(script, $"#!/bin/sh\n[ -e {hangs} ] && exec sleep 1000\nexec {ssh.Command()} \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        site.Extra["GIT_SSH_COMMAND"] = script;
        Follow(ssh.Url(site.Repository.Path));
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 1 placement");
        Publish("2");
        File.WriteAllText(hangs, "");
        await loop.UntilItSaysAsync("did not say within 2 s which branches it has");

        File.Delete(hangs);
        await loop.UntilAsync(() => Placed() == "2", "version 2");
        AssertNothingIsLeft();
    }

    private void Publish(string version)
    {
        site.Repository.Write("packages/viewer/version.txt", version);
        site.Commit("estate.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"), $"Version {version}");
    }

    private void Follow(string url) => site.Settings($$"""{ "repo": "{{url}}", "git": { "answerWithin": "2s", "stallAfter": "2s" } }""");

    private string Placed() => File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "viewer/version.txt"));

    private void AssertNothingIsLeft() => Assert.DoesNotContain(
        Directory.EnumerateFiles(Path.Combine(site.State, "git"), "*", SearchOption.AllDirectories),
        file => Path.GetFileName(file).StartsWith("pack_git2_", StringComparison.Ordinal) || (file.EndsWith(".lock", StringComparison.Ordinal) && Path.GetDirectoryName(file) != Path.Combine(site.State, "git")));
}

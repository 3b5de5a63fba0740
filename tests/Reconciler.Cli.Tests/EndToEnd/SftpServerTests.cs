using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The built program, and servers behind the real sshd.</summary>
public sealed class SftpServerTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly SshServer ssh = new("internal-sftp");
    private readonly string one;
    private readonly string other;

    public SftpServerTests()
    {
        one = site.MakeDirectory("one/packages");
        other = site.MakeDirectory("other/packages");
        site.Repository.Write("packages/viewer/app.txt", "one");
        site.Repository.Write("packages/viewer/docs/guide.txt", "same");
        Settings($"sftp://127.0.0.1:{ssh.Port}/**");
    }

    [Fact]
    public async Task Sync_ToTwoServers_UpdatesBothAndSendsOnlyWhatChanged()
    {
        Commit(SiteServer.Package("viewer"));
        var plan = (await site.PlanAsync()).EnsureSuccess();
        Assert.Contains("to 2 servers.", plan.StandardOutput);
        await site.ConvergeAsync();
        Assert.Equal("one", File.ReadAllText(Path.Combine(one, "viewer", "app.txt")));
        site.Repository.Write("packages/viewer/app.txt", "two!");
        site.Repository.Commit();

        var update = await site.ConvergeAsync();

        Assert.Contains("8 B copied", update);
        Assert.Equal("two!", File.ReadAllText(Path.Combine(other, "viewer", "app.txt")));
        Assert.Equal("same", File.ReadAllText(Path.Combine(other, "viewer", "docs", "guide.txt")));
        Assert.Contains("No changes.", await site.ConvergeAsync());
        (await site.RunAsync("verify")).EnsureSuccess();
        var shown = (await site.RunAsync("show", "server", "one")).EnsureSuccess().StandardOutput;
        Assert.Matches("credentials +deploy", shown);
        Assert.Matches("atomicity +tree", shown);
        Assert.DoesNotContain(ssh.File("client"), shown);
    }

    [Fact]
    public async Task Sync_WhatAnotherClientReads_IsThePackageByteForByte()
    {
        RealPart.Require("sftp", "apt-get install openssh-client");
        var bytes = new byte[3 << 20];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(site.Repository.Path, "packages", "viewer", "big.bin"), bytes);
        Commit(SiteServer.Package("viewer"));
        await site.ConvergeAsync();

        var read = site.Place("read");
        new ProcessRun(
            "sftp", "-q", "-F", "/dev/null", "-i", ssh.File("client"), "-o", "IdentitiesOnly=yes", "-o", $"UserKnownHostsFile={ssh.File("known_hosts")}",
            "-P", $"{ssh.Port}", "-r", $"{Environment.UserName}@127.0.0.1:{one}/viewer/", read).Run().EnsureSuccess();

        new ProcessRun("diff", "-r", Path.Combine(site.Repository.Path, "packages", "viewer"), read).Run().EnsureSuccess();
    }

    [Fact]
    public async Task Life_OfAPackage_LeavesNothingBehind()
    {
        Commit(SiteServer.Package("viewer", "publishAs: Apps/Viewer"));
        await site.ConvergeAsync();
        Commit(SiteServer.Package("viewer", "publishAs: Tools/Viewer"), ", layout: versions");
        Assert.Contains("note RCN4019: while the layout changes on one, other, readers find nothing", (await site.PlanAsync()).StandardError);
        Assert.Contains("0 B copied", await site.ConvergeAsync());
        Assert.DoesNotContain("RCN4019", (await site.PlanAsync()).StandardError);
        Assert.False(Directory.Exists(Path.Combine(one, "Apps")));
        Assert.True(File.Exists(Path.Combine(one, "Tools", "Viewer", "current.json")));
        Commit(SiteServer.Package("viewer", "publishAs: Tools/Viewer, retire: true"), ", layout: versions");

        await site.ConvergeAsync();

        Assert.False(Directory.Exists(Path.Combine(one, "Tools")));
    }

    [Fact]
    public async Task Sync_AddressOrLoginUnknownToTheSettings_HoldsAndSaysTheLineToAdd()
    {
        Commit(SiteServer.Package("viewer"));
        site.Settings("{}");
        var validate = await site.RunAsync("validate");
        Assert.Contains("note RCN4014", validate.StandardError + validate.StandardOutput);
        Assert.Contains("note RCN4018", validate.StandardError + validate.StandardOutput);

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains($"not-allowed: add \"allow\": {{ \"addresses\": [\"sftp://127.0.0.1:{ssh.Port}{one}\"] }} to the settings", sync.StandardOutput);
        Assert.DoesNotContain("--allow-root", sync.StandardOutput);
        site.Settings($$"""{ "allow": { "addresses": ["sftp://127.0.0.1:{{ssh.Port}}"] } }""");
        sync = await site.SyncAsync();
        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("(credentials: add \"credentials\": { \"deploy\":", sync.StandardOutput);
        Assert.Empty(Directory.GetFileSystemEntries(one));
    }

    [Fact]
    public async Task Sync_WrongKey_HoldsAsCredentialsUntilItIsMended()
    {
        Commit(SiteServer.Package("viewer"));
        Settings($"sftp://127.0.0.1:{ssh.Port}/**", key: "stranger");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("refuses the login", sync.StandardOutput + sync.StandardError);
        Assert.Contains("(credentials", (await site.PlanAsync()).StandardOutput);
        Settings($"sftp://127.0.0.1:{ssh.Port}/**");
        await site.ConvergeAsync();
    }

    [Fact]
    public async Task Sync_WrongHostKey_WritesNothing()
    {
        Commit(SiteServer.Package("viewer"));
        ssh.ExpectAnotherHostKey();

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("is not the one that is known here", sync.StandardOutput + sync.StandardError);
        Assert.Empty(Directory.GetFileSystemEntries(one));
    }

    [Fact]
    public async Task Sync_KilledAtRandom_ConvergesAfterwards()
    {
        for (var i = 0; i < 40; i++)
            site.Repository.Write($"packages/viewer/many/{i}.txt", new string((char)('a' + (i % 26)), 20_000));
        File.WriteAllBytes(Path.Combine(site.Repository.Path, "packages", "viewer", "big.bin"), new byte[8 << 20]);
        Commit(SiteServer.Package("viewer"));
        var random = new Random(11);
        for (var kill = 0; kill < 6; kill++)
        {
            using var sync = site.Start("sync");
            await Task.Delay(random.Next(300, 2500), TestContext.Current.CancellationToken);
            sync.Kill();
            await sync.WaitForExitAsync(TestContext.Current.CancellationToken);
            site.Repository.Write("packages/viewer/app.txt", $"kill {kill}");
            site.Repository.Commit();
        }

        await site.ConvergeAsync();

        foreach (var root in (string[])[one, other])
            new ProcessRun("diff", "-r", Path.Combine(site.Repository.Path, "packages", "viewer"), Path.Combine(root, "viewer") + "/").Run().EnsureSuccess();
    }

    public void Dispose()
    {
        ssh.Dispose();
        site.Dispose();
    }

    private void Settings(string address, string key = "client") => site.Settings($$"""
        {
          "allow": { "addresses": ["{{address}}"] },
          "credentials": { "deploy": { "ssh": { "keyFile": "{{ssh.File(key)}}", "knownHosts": "{{ssh.File("known_hosts")}}" } } }
        }
        """);

    private void Commit(string package, string more = "")
    {
        var policy = $"---\napiVersion: reconciler/v1\nkind: Policy\nmetadata: {{ name: default }}\nspec: {{ servers: {{ credentials: deploy{more} }}, removalGrace: 0s }}\n";
        site.Commit("servers.yaml", SiteServer.Servers($"one={ssh.SftpAddress(one)}", $"other={ssh.SftpAddress(other)}") + policy + package);
    }
}

using System.Security.Cryptography;
using Reconciler.Testing;
using Reconciler.Testing.Web;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Logins for packages' sources: where the operator's settings say, and nowhere else, whatever a commit names.</summary>
public sealed class SourceCredentialsTests : IDisposable
{
    private const string Canary = "canary-b20f";

    private readonly SiteServer site = new();
    private readonly GitRepository tools;
    private readonly GitHttpServer vouched;

    public SourceCredentialsTests()
    {
        tools = new(site.MakeDirectory("served/tools"));
        tools.Write("viewer.txt", "viewer 1\n");
        tools.Commit("Begin");
        vouched = new(site.Place("served")) { Login = $"reader:{Canary}" };
        File.WriteAllText(site.Place("token"), Canary);
    }

    public void Dispose()
    {
        vouched.Dispose();
        tools.Dispose();
        site.Dispose();
    }

    [Fact]
    public async Task Sync_GitSourceOfAVouchedHost_IsPlaced_AndTheLoginIsNowhere()
    {
        Settings($"http://127.0.0.1:{vouched.Port}/tools/**");
        DeclareGit(vouched.Url("tools/.git"));

        var sync = (await site.SyncAsync()).EnsureSuccess();
        Assert.Equal("viewer 1\n", File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "viewer/viewer.txt")));
        Assert.DoesNotContain(Canary, sync.StandardOutput + sync.StandardError);
        Assert.DoesNotContain(Directory.EnumerateFiles(site.State, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sync_HostsThatNobodyVouchedFor_GetNoLogin()
    {
        using var other = new GitHttpServer(site.Place("served")) { Login = $"reader:{Canary}" };
        Settings($"http://127.0.0.1:{vouched.Port}");
        DeclareGit(other.Url("tools/.git"));
        var sync = await site.SyncAsync();
        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("! place viewer -> dp-1 (source-failed", sync.StandardOutput);
        Assert.Contains("asks for a login, and none is set for it; name one in the settings (git.credentials, or for a package's source credentials with 'for' and 'git')", sync.StandardError);

        vouched.Redirection = $"http://127.0.0.1:{other.Port}";
        DeclareGit(vouched.Url("tools/.git"));
        Assert.Contains("a login is only sent to the one that was named", (await site.SyncAsync()).StandardError);
        Assert.Empty(other.Logins);
    }

    [Fact]
    public async Task Plan_SecretThatIsNotThere_HoldsThePackageOnlyAndSaysWhichFile()
    {
        Settings($"http://127.0.0.1:{vouched.Port}");
        File.Delete(site.Place("token"));
        site.Repository.Write("packages/other/a", "a");
        DeclareGit(vouched.Url("tools/.git"), SiteServer.Package("other"));

        var plan = (await site.PlanAsync()).EnsureSuccess();
        Assert.Contains("+ other", plan.StandardOutput);
        Assert.Contains("! place viewer -> dp-1 (source-failed", plan.StandardOutput);
        Assert.Contains($"the credentials 'tools' cannot be read: Could not find file '{site.Place("token")}'; see that this user can read {site.Place("token")}", plan.StandardError);
        Assert.Empty(vouched.Requests);
    }

    [Theory]
    [InlineData("\"user\": \"reader\", ", "Basic cmVhZGVyOmNhbmFyeS1iMjBm")]
    [InlineData("", "Bearer canary-b20f")]
    public async Task Sync_UrlSource_ShowsTheLoginToItsServerAndToNoOtherOnTheWay(string user, string header)
    {
        var bytes = "viewer 1\n"u8.ToArray();
        using var storage = new WebServer { Answer = _ => new(200, bytes) };
        using var web = new WebServer();
        web.Answer = request => request.Headers.GetValueOrDefault("Authorization") != header ? new(401, [])
            : request.Target.StartsWith("/moved", StringComparison.Ordinal) ? new(302, []) { Headers = { ["Location"] = storage.Url("viewer.txt").ToString() } }
            : new(302, []) { Headers = { ["Location"] = "/moved/viewer.txt" } };
        site.Settings($$"""
            { "allow": { "sources": ["{{web.Url("")}}**"] },
              "credentials": { "web": { "for": ["{{web.Url("")}}**"], "url": { {{user}}"tokenFile": "{{site.Place("token")}}" } } } }
            """);
        DeclareUrl(web.Url("viewer.txt"), bytes);

        await site.ConvergeAsync();
        Assert.Equal("viewer 1\n", File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "viewer/viewer.txt")));
        Assert.All(storage.Requests, request => Assert.False(request.Headers.ContainsKey("Authorization")));

        File.WriteAllText(site.Place("token"), "expired");
        DeclareUrl(web.Url("2/viewer.txt"), "viewer 2\n"u8.ToArray());
        Assert.Contains("the server answered 401 Unauthorized in spite of the login that the settings name for it (credentials)", (await site.SyncAsync()).StandardError);
        File.Delete(site.Place("token"));
        Assert.Contains("the credentials 'web' cannot be read", (await site.SyncAsync()).StandardError);
    }

    [Fact]
    public async Task Sync_SshSource_UsesTheKeyThatIsNamedForItsHost()
    {
        using var ssh = new SshServer();
        site.Extra["GIT_SSH_COMMAND"] = "ssh -F /dev/null";
        site.Settings($$"""
            { "allow": { "sources": ["ssh://127.0.0.1:{{ssh.Port}}"] },
              "credentials": { "tools": { "for": ["ssh://127.0.0.1:{{ssh.Port}}{{tools.Path}}"], "ssh": { "keyFile": "{{ssh.File("client")}}", "knownHosts": "{{ssh.File("known_hosts")}}" } } } }
            """);
        DeclareGit(ssh.Url(tools.Path));

        await site.ConvergeAsync();
        Assert.Equal("viewer 1\n", File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "viewer/viewer.txt")));
    }

    private void Settings(string @for) => site.Settings($$"""
        { "allow": { "sources": ["http://127.0.0.1:*/**"] },
          "credentials": { "tools": { "for": ["{{@for}}"], "git": { "user": "reader", "tokenFile": "{{site.Place("token")}}" } } } }
        """);

    private void DeclareGit(string url, string more = "") => Declare($"git: {{ url: \"{url}\" }}", more);

    private void DeclareUrl(Uri url, byte[] bytes) => Declare($"url: \"{url}\", sha256: {Convert.ToHexStringLower(SHA256.HashData(bytes))}");

    private void Declare(string source, string more = "") => site.Commit("estate.yaml", SiteServer.Servers("dp-1") + $$"""
        ---
        apiVersion: reconciler/v1
        kind: Package
        metadata: { name: viewer }
        spec: { source: { {{source}} } }

        """ + more);
}

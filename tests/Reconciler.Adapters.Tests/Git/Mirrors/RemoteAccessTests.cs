using System.Text;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Testing;
using Reconciler.Testing.Web;
using static Reconciler.Adapters.Tests.Git.Mirrors.MirrorFixture;

namespace Reconciler.Adapters.Tests.Git.Mirrors;

/// <summary>Logins, authorities, proxies and keys that the operator's settings name, with the real servers.</summary>
public sealed class RemoteAccessTests : IDisposable
{
    private const string Canary = "canary-5e1f";

    private readonly MirrorFixture given = new();
    private readonly StringBuilder said = new();

    public RemoteAccessTests() => given.FirstCommit();

    public void Dispose() => given.Dispose();

    [Fact]
    public async Task Http_WithALogin_IsReadAndTheLoginIsNowhere()
    {
        using var http = new GitHttpServer(given.Served) { Login = $"anna:{Canary}" };
        given.Access = WithLogin("anna", Canary);
        var mirror = given.Mirror(http.Url("viewer/.git"));

        await FetchAsync(mirror);
        Assert.Equal("viewer 1\n", Read(mirror, "main"));
        given.Remote.Write("bin/viewer.txt", "viewer 2\n");
        given.Remote.Commit("Go on");
        await FetchAsync(mirror);
        Assert.Equal("viewer 2\n", Read(mirror, "main"));
        Assert.DoesNotContain(Directory.EnumerateFiles(given.Mirrors, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Http_WrongLogin_IsGivenOnceAndSaid()
    {
        using var http = new GitHttpServer(given.Served) { Login = $"anna:{Canary}" };
        given.Access = WithLogin("anna", "wrong");
        await SayAsync("wrong login", given.Mirror(http.Url("viewer/.git")));
        Assert.Single(http.Logins);

        given.Access = RemoteAccess.Usual;
        await SayAsync("no login", given.Mirror(http.Url("viewer/.git")));
        await Verify(said.Replace(http.Port.ToString(), "<port>").ToString());
    }

    [Fact]
    public async Task Http_Redirected_TakesNoLoginElsewhere()
    {
        using var elsewhere = new WebServer();
        using var http = new GitHttpServer(given.Served) { Redirection = elsewhere.Url("")!.ToString().TrimEnd('/') };
        given.Access = WithLogin("anna", Canary);
        await SayAsync("to another host", given.Mirror(http.Url("viewer/.git")));
        Assert.Empty(elsewhere.Requests);

        given.Access = RemoteAccess.Usual;
        await Assert.ThrowsAsync<Engine.Repositories.RepositoryException>(() => FetchAsync(given.Mirror(http.Url("viewer/.git"))));
        Assert.NotEmpty(elsewhere.Requests);
        await Verify(said.Replace(http.Port.ToString(), "<port>").Replace(elsewhere.Url("")!.Authority, "<elsewhere>").ToString());
    }

    /// <summary>libgit2 compares the host only, and would take the login along.</summary>
    [Fact]
    public async Task Http_RedirectedToAnotherPortOfTheHost_TakesNoLoginThere()
    {
        using var other = new GitHttpServer(given.Served) { Login = $"anna:{Canary}" };
        using var http = new GitHttpServer(given.Served) { Redirection = $"http://127.0.0.1:{other.Port}" };
        given.Access = WithLogin("anna", Canary);

        Assert.Equal(
            $"{http.Url("viewer/.git")} points to {other.Url("viewer/.git")}, and a login is only sent to the one that was named; if that is right, name the other URL instead",
            await given.FailureAsync(given.Mirror(http.Url("viewer/.git"))));
        Assert.Empty(other.Logins);
    }

    [Theory]
    [InlineData("http://git.example.com/a", null, true)]
    [InlineData("http://git.example.com/a", "other.example.com, example.org", true)]
    [InlineData("http://git.example.com/a", "example.com", false)]
    [InlineData("http://git.example.com/a", ".EXAMPLE.com", false)]
    [InlineData("http://git.example.com/a", "*", false)]
    [InlineData("http://git.example.com/a", "ample.com", true)]
    [InlineData("http://git.example.com/a", "git.example.com:80", false)]
    [InlineData("http://git.example.com:8080/a", "git.example.com:80", true)]
    [InlineData("https://git.example.com/a", null, false)]
    public void Warnings_ProxyAndHttp_OnlyWhereTheProxyWouldCount(string url, string? noProxy, bool isWarned)
    {
        Assert.True(Core.Resources.GitUrl.TryParse(url, out var parsed, out _));

        Assert.Equal(isWarned, RemoteAccess.Usual.Warnings(parsed, name => name switch { "http_proxy" => "http://proxy:3128", "no_proxy" => noProxy, _ => null }).Any());
    }

    [Fact]
    public async Task Https_OwnAuthority_IsTrustedOnlyWhenItIsNamed()
    {
        using var authority = new CertificateAuthority();
        using var certificate = authority.ForLoopback();
        using var http = new GitHttpServer(given.Served) { Login = $"{GitLogin.UsualUser}:{Canary}" };
        using var tls = TcpFront.Tls(certificate, http.Port);
        var url = $"https://127.0.0.1:{tls.Port}/viewer/.git";
        given.Access = WithLogin(GitLogin.UsualUser, Canary);
        await SayAsync("unknown authority", given.Mirror(url));
        Assert.Empty(http.Logins);

        given.Access = given.Access with { AuthoritiesFile = Trusted(authority) };
        await FetchAsync(given.Mirror(url));
        Assert.Equal("viewer 1\n", Read(given.Mirror(url), "main"));
        await Verify(said.Replace(tls.Port.ToString(), "<port>").ToString());
    }

    [Fact]
    public async Task Https_ThroughAProxy_IsFetchedAndFailuresAreSaid()
    {
        using var authority = new CertificateAuthority();
        using var certificate = authority.ForLoopback();
        using var http = new GitHttpServer(given.Served);
        using var tls = TcpFront.Tls(certificate, http.Port);
        using var proxy = TcpFront.Proxy();
        var url = $"https://127.0.0.1:{tls.Port}/viewer/.git";
        given.Access = new() { AuthoritiesFile = Trusted(authority), Proxy = $"http://127.0.0.1:{proxy.Port}" };
        await FetchAsync(given.Mirror(url));
        Assert.True(proxy.Count > 0);
        Assert.Equal("viewer 1\n", Read(given.Mirror(url), "main"));

        var dead = GitHttpServer.FreePort();
        given.Access = given.Access with { Proxy = $"http://127.0.0.1:{dead}" };
        await SayAsync("dead proxy", given.Mirror(url));
        await Verify(said.Replace(tls.Port.ToString(), "<port>").Replace(dead.ToString(), "<proxy>").ToString());
    }

    [Fact]
    public async Task Ssh_NamedKeyAndKnownHosts_AreTheOnlyOnes()
    {
        using var ssh = new SshServer();
        given.SshCommand = "ssh -F /dev/null";
        given.Access = new() { Credentials = "estate", KeyFile = ssh.File("client"), KnownHosts = ssh.File("known_hosts") };
        await FetchAsync(given.Mirror(ssh.Url(given.Remote.Path)));

        given.Access = given.Access with { KeyFile = ssh.File("stranger") };
        await SayAsync("another key", given.Mirror(ssh.Url(given.Remote.Path)));
        given.Access = given.Access with { KeyFile = ssh.File("client") };
        ssh.ForgetHostKey();
        await SayAsync("unknown host key", given.Mirror(ssh.Url(given.Remote.Path)));
        ssh.ExpectAnotherHostKey();
        await SayAsync("changed host key", given.Mirror(ssh.Url(given.Remote.Path)));
        await Verify(said.Replace(ssh.Port.ToString(), "<port>").Replace($"{Environment.UserName}@", "<user>@").Replace($"'{Environment.UserName}'", "<user>")
            .Replace(Path.GetDirectoryName(ssh.File("client"))!, "<keys>").ToString());
    }

    [Fact]
    public void Login_Printed_IsTheUserAlone()
    {
        var request = new FetchRequest("/m", "https://host/x", []) { Login = new("anna", Canary) };

        Assert.DoesNotContain(Canary, $"{request} {request.Login}");
        Assert.Equal(Canary, FetchRequest.Read(Encoding.UTF8.GetString(request.ToLine().Span)).Login!.Secret);
    }

    private static RemoteAccess WithLogin(string user, string secret) => new() { Credentials = "estate", Login = () => new(user, secret) };

    private string Trusted(CertificateAuthority authority)
    {
        var file = Path.Combine(given.Served, "ca.pem");
        File.WriteAllText(file, authority.Pem);
        return file;
    }

    private async Task SayAsync(string situation, GitMirror mirror) => said.Append($"{situation}: {await given.FailureAsync(mirror)}\n");
}

using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Testing;
using static Reconciler.Adapters.Tests.Git.Mirrors.MirrorFixture;

namespace Reconciler.Adapters.Tests.Git.Mirrors;

/// <summary>Repositories behind nginx, fcgiwrap and <c>git http-backend</c>.</summary>
public sealed class NginxTests : IDisposable
{
    private const string Secret = "canary-8c1d";

    private readonly MirrorFixture given = new();

    public NginxTests() => given.FirstCommit();

    public void Dispose() => given.Dispose();

    [Fact]
    public async Task Http_IsMirrored_AndUnchangedItCostsOneListing()
    {
        using var nginx = new NginxGitServer(given.Served);
        given.CommitNoise(2_000_000);
        var mirror = given.Mirror(nginx.Http("viewer/.git"));

        await FetchAsync(mirror);
        Assert.Equal(given.Remote.Head, CommitAt(mirror, "main"));
        var asked = nginx.Requests.Length;
        await FetchAsync(mirror);
        Assert.Equal(["GET /viewer/.git/info/refs 200 -"], nginx.Requests[asked..]);
    }

    [Fact]
    public async Task Https_OwnAuthorityAndLogin_IsMirroredOnlyWithBoth()
    {
        using var nginx = new NginxGitServer(given.Served, $"anna:{Secret}");
        var url = nginx.Https("viewer/.git");
        var login = new RemoteAccess { Credentials = "estate", Login = () => new("anna", Secret) };

        given.Access = login;
        Assert.Contains("the certificate of 127.0.0.1 is not trusted here", await given.FailureAsync(given.Mirror(url)));
        given.Access = new() { AuthoritiesFile = nginx.AuthorityFile };
        Assert.Contains("asks for a login, and none is set for it", await given.FailureAsync(given.Mirror(url)));
        given.Access = login with { AuthoritiesFile = nginx.AuthorityFile, Login = () => new("anna", "wrong") };
        Assert.Contains("refuses the login of the credentials 'estate'", await given.FailureAsync(given.Mirror(url)));
        given.Access = login with { AuthoritiesFile = nginx.AuthorityFile };
        await FetchAsync(given.Mirror(url));
        Assert.Equal("viewer 1\n", Read(given.Mirror(url), "main"));
    }

    [Fact]
    public async Task NotThere_IsSaid()
    {
        using var nginx = new NginxGitServer(given.Served);

        Assert.Equal($"there is no repository at {nginx.Http("nothing.git")}, or none without a login; correct the URL, or create it", await given.FailureAsync(given.Mirror(nginx.Http("nothing.git"))));
    }

    [Fact]
    public async Task Redirected_LoginStaysWithTheServerThatWasNamed()
    {
        using var nginx = new NginxGitServer(given.Served, $"anna:{Secret}");
        given.Access = new() { Credentials = "estate", Login = () => new("anna", Secret), AuthoritiesFile = nginx.AuthorityFile };

        await FetchAsync(given.Mirror(nginx.Http("moved/viewer")));
        Assert.Contains($"points to {nginx.Https("viewer/.git")}, and a login is only sent to the one that was named", await given.FailureAsync(given.Mirror(nginx.Http("secure/viewer"))));
    }
}

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Reconciler.Testing.Web;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What <c>run</c> answers over HTTP, whatever is asked.</summary>
public sealed class WebTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly HttpClient client = new();

    public WebTests()
    {
        site.Repository.Write("packages/viewer/version.txt", "1");
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"));
    }

    [Fact]
    public async Task Health_OfARunningLoop_IsOkAndReadyAfterItsFirstPass()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site);
        await loop.UntilItSaysAsync("converged");

        Assert.Equal("ok\n", await client.GetStringAsync(new Uri(loop.Address, "/healthz"), TestContext.Current.CancellationToken));
        Assert.Equal("ok\n", await client.GetStringAsync(new Uri(loop.Address, "/readyz"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Health_OfACommitThatCannotBeUsed_IsReadyAllTheSame()
    {
        site.Commit("bad.yaml", "nonsense: 1\n");
        using var loop = await RunningLoop.StartAnsweringAsync(site);
        await loop.UntilItSaysAsync("is not used");
        await loop.UntilAsync(() => File.Exists(Path.Combine(site.State, "loop.json")), "a first pass");

        Assert.Equal("ok\n", await client.GetStringAsync(new Uri(loop.Address, "/readyz"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Anything_NotAnswered_IsAProblemThatSaysSo()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site);

        using var nowhere = await client.GetAsync(new Uri(loop.Address, "/nowhere"), TestContext.Current.CancellationToken);
        using var wrongWay = await client.PostAsync(new Uri(loop.Address, "/healthz"), null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Equal("application/problem+json", nowhere.Content.Headers.ContentType?.MediaType);
        Assert.Contains("nothing is answered to GET /nowhere", await nowhere.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongWay.StatusCode);
        Assert.Contains("GET", wrongWay.Content.Headers.Allow);
    }

    [Fact]
    public async Task Listen_AtAPlaceThatIsTaken_EndsWithOneAndSaysWhatToDo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var place = taken.LocalEndpoint.ToString()!;

        var result = await site.RunAsync("run", "--listen", place);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"nothing can listen on {place}: ", result.StandardError, StringComparison.Ordinal);
        Assert.Contains("name another place with --listen or http.listen, or 'off'", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8470")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost:8470")]
    public async Task Listen_AtNoAddressWithAPort_EndsWithOne(string place)
    {
        var result = await site.RunAsync("run", "--listen", place);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"--listen is '{place}'; write an address of this machine and a port, such as 127.0.0.1:8470 or [::]:8470, or off", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_WithACertificateOfTheOperators_IsAnsweredToWhoeverTrustsIt()
    {
        using var authority = new CertificateAuthority();
        using var own = authority.ForLoopback();
        File.WriteAllText(Path.Combine(site.Sandbox, "web.pem"), own.ExportCertificatePem());
        File.WriteAllText(Path.Combine(site.Sandbox, "web.key"), own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        site.Settings("""{ "http": { "certificateFile": "web.pem", "keyFile": "web.key" } }""");
        using var loop = await RunningLoop.StartAnsweringAsync(site);
        using var trusting = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == own.GetCertHashString() },
        });

        Assert.Equal("https", loop.Address.Scheme);
        Assert.Equal("ok\n", await trusting.GetStringAsync(new Uri(loop.Address, "/healthz"), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri(loop.Address, "/healthz"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Https_WithAKeyThatDoesNotFit_EndsWithOne()
    {
        File.WriteAllText(Path.Combine(site.Sandbox, "web.pem"), "nothing");
        site.Settings("""{ "http": { "certificateFile": "web.pem", "keyFile": "web.pem" } }""");

        var result = await site.RunAsync("run", "--listen", "127.0.0.1:0");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cannot be used: ", result.StandardError, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        client.Dispose();
        site.Dispose();
    }
}

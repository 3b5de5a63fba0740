using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reconciler.Adapters.Downloads;
using Reconciler.Core.Content;
using Reconciler.Testing.Web;

namespace Reconciler.Adapters.Tests.Downloads;

/// <summary>What servers answer in place of the file, and what becomes of it.</summary>
public sealed class DownloadRefusalTests : IDisposable
{
    private readonly WebServer server = new();
    private readonly Downloader downloader = new(TimeProvider.System, new DownloadOptions(TimeSpan.FromSeconds(20), 3, TimeSpan.FromMilliseconds(1)));
    private readonly MemoryStream arrived = new();
    private readonly byte[] content = new byte[300_000];

    public DownloadRefusalTests() => new Random(7).NextBytes(content);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Url => server.Url("viewer.zip?key=1");

    [Fact]
    public async Task Fetch_OtherContent_NamesItsSumAndKeepsNothing()
    {
        server.Answer = request => WebAnswer.File(request, content[1..]);

        var wrong = await Assert.ThrowsAsync<DownloadException.WrongContent>(FetchAsync);

        Assert.Equal((Digest.Of(content.AsSpan(1)), 299_999L), (wrong.Found, wrong.SizeBytes));
        Assert.Equal(0, arrived.Length);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(404, "the server answered 404 Not Found")]
    [InlineData(403, "the server answered 403 Forbidden, and the settings name no login for it (credentials with 'for' and 'url')")]
    [InlineData(206, "the server answered 206 to a request for all of it")]
    [InlineData(304, "the server answered 304 Not Modified")]
    public async Task Fetch_PermanentRefusal_IsNotTriedAgain(int status, string reason)
    {
        server.Answer = _ => new(status, []);

        Assert.Equal(reason, (await Assert.ThrowsAsync<DownloadException.Refused>(FetchAsync)).Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Fetch_BusyServer_IsTriedAgain(int status)
    {
        server.AnswerInTurn(_ => new(status, []) { Headers = new() { ["Retry-After"] = "0" } }, _ => new(status, []), request => WebAnswer.File(request, content));

        await FetchAsync();

        Assert.Equal(content, arrived.ToArray());
    }

    [Fact]
    public async Task Fetch_ServerThatStaysDown_IsGivenUp()
    {
        server.Answer = _ => new(500, []);

        var given = await Assert.ThrowsAsync<DownloadException.GivenUp>(FetchAsync);

        Assert.Equal((3, "the server answered 500 Internal Server Error"), (given.Tries, given.Message));
        Assert.Equal(3, server.Requests.Length);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Fetch_Redirect_IsFollowed(int status)
    {
        server.Answer = request => request.Target == "/there" ? WebAnswer.File(request, content) : WebAnswer.Redirect(status, "/there");

        await FetchAsync();

        Assert.Equal(content, arrived.ToArray());
    }

    [Theory]
    [InlineData("/viewer.zip?key=1", "it is redirected more than 10 times")]
    [InlineData("file:///etc/passwd", "it is redirected to 'file:', which is neither http nor https")]
    public async Task Fetch_BadRedirect_IsRefused(string location, string reason)
    {
        server.Answer = _ => WebAnswer.Redirect(302, location);

        Assert.Equal(reason, (await Assert.ThrowsAsync<DownloadException.Refused>(FetchAsync)).Message);
    }

    [Fact]
    public async Task Fetch_NobodyListens_IsGivenUp()
    {
        var url = Url;
        server.Dispose();
        using var bytes = new ArrivingBytes(arrived);

        var given = await Assert.ThrowsAsync<DownloadException.GivenUp>(() => downloader.FetchAsync(url, default, bytes, Cancellation));

        Assert.Contains("Connection refused", given.Message);
    }

    [Fact]
    public async Task Fetch_CertificateThatNobodyTrusts_IsRefused()
    {
        using var certificate = Certificate();
        using var secure = new WebServer(certificate);
        secure.Answer = request => WebAnswer.File(request, content);
        using var bytes = new ArrivingBytes(arrived);

        var refused = await Assert.ThrowsAsync<DownloadException.Refused>(() => downloader.FetchAsync(secure.Url("a"), Digest.Of(content), bytes, Cancellation));

        Assert.StartsWith("there is no secure connection (", refused.Message);
        Assert.Empty(secure.Requests);
    }

    [Fact]
    public async Task Fetch_WriteThatFails_IsNotTakenForTheNetwork()
    {
        server.Answer = request => WebAnswer.File(request, content);
        using var bytes = new ArrivingBytes(new MemoryStream(new byte[1000], writable: true));

        await Assert.ThrowsAsync<NotSupportedException>(() => downloader.FetchAsync(Url, Digest.Of(content), bytes, Cancellation));

        Assert.Single(server.Requests);
    }

    public void Dispose()
    {
        downloader.Dispose();
        server.Dispose();
        arrived.Dispose();
    }

    private async Task FetchAsync()
    {
        using var bytes = new ArrivingBytes(arrived);
        await downloader.FetchAsync(Url, Digest.Of(content), bytes, Cancellation);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}

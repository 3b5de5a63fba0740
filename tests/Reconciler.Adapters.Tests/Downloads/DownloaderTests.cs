using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reconciler.Adapters.Downloads;
using Reconciler.Core.Content;
using Reconciler.Testing.Web;

namespace Reconciler.Adapters.Tests.Downloads;

public sealed class DownloaderTests : IDisposable
{
    private const string Tag = "\"v1\"";

    private static readonly DownloadOptions hasty = new(TimeSpan.FromMilliseconds(1200), 3, TimeSpan.FromMilliseconds(1));

    private readonly WebServer server = new();
    private readonly Downloader downloader = new(TimeProvider.System, hasty);
    private readonly MemoryStream arrived = new();
    private readonly byte[] content = new byte[300_000];

    public DownloaderTests() => new Random(7).NextBytes(content);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fetch_AGoodServer_AsksOnce()
    {
        server.Answer = request => WebAnswer.File(request, content, Tag);

        await FetchAsync();

        Assert.Equal(content, arrived.ToArray());
        var request = Assert.Single(server.Requests);
        Assert.Equal(("GET", "/viewer.zip?key=1", null, "identity"), (request.Method, request.Target, request.From, request.Headers["Accept-Encoding"]));
    }

    [Fact]
    public async Task Fetch_Always_TellsHowFarItIs()
    {
        var told = new Told();
        using var telling = new Downloader(TimeProvider.System, hasty, told);
        server.AnswerInTurn(request => WebAnswer.File(request, content, Tag) with { CutAfter = 100_000 }, request => WebAnswer.File(request, content, Tag));
        using var bytes = new ArrivingBytes(arrived);

        await telling.FetchAsync(Url, Digest.Of(content), bytes, Cancellation);

        Assert.All(told.All.Where(step => !step.HasEnded), step => Assert.Equal((server.Url("viewer.zip").ToString(), 300_000L), (step.Url, step.TotalBytes)));
        Assert.Contains(told.All, step => step.Bytes == 100_000);
        Assert.Equal((300_000, true), (told.All[^1].Bytes, told.All[^1].HasEnded));
    }

    [Theory]
    [InlineData(Tag)]
    [InlineData(null)]
    public async Task Fetch_CutConnection_GoesOnWhereItStopped(string? etag)
    {
        server.AnswerInTurn(
            request => WebAnswer.File(request, content, etag) with { CutAfter = 100_000 },
            request => WebAnswer.File(request, content, etag) with { CutAfter = 100_000 },
            request => WebAnswer.File(request, content, etag));

        await FetchAsync();

        Assert.Equal(content, arrived.ToArray());
        Assert.Equal([(null, null), (100_000L, etag), (200_000L, etag)], server.Requests.Select(request => (request.From, request.IfRange)));
    }

    [Fact]
    public async Task Fetch_ServerWithoutRanges_StartsOver()
    {
        server.AnswerInTurn(_ => new(200, content) { CutAfter = 100_000 }, _ => new(200, content));

        await FetchAsync();

        Assert.Equal(content, arrived.ToArray());
    }

    [Fact]
    public async Task Fetch_ContentThatChangesMeanwhile_IsTakenFromItsBeginning()
    {
        var old = new byte[250_000];
        server.AnswerInTurn(
            request => WebAnswer.File(request, old, "\"v0\"") with { CutAfter = 100_000 },
            request => WebAnswer.File(request, content, Tag));

        await FetchAsync();

        Assert.Equal(content, arrived.ToArray());
        Assert.Equal("\"v0\"", server.Requests[1].IfRange);
    }

    [Fact]
    public async Task Fetch_ContentThatChangesUnseen_IsAskedForOnceMoreAsAWhole()
    {
        var old = new byte[250_000];
        server.AnswerInTurn(request => WebAnswer.File(request, old) with { CutAfter = 100_000 }, request => WebAnswer.File(request, content));

        await FetchAsync();

        Assert.Equal(content, arrived.ToArray());
        Assert.Equal([null, 100_000L, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task Fetch_RangeThatTheServerCannotSatisfy_StartsOver()
    {
        server.AnswerInTurn(request => new(200, content) { CutAfter = 100_000 }, _ => new(416, []), request => WebAnswer.File(request, content));

        await FetchAsync();

        Assert.Equal(content, arrived.ToArray());
    }

    [Fact]
    public async Task Fetch_AnotherRangeThanAskedFor_StartsOver()
    {
        server.AnswerInTurn(
            request => new(200, content) { CutAfter = 100_000 },
            _ => new(206, content[5..]) { Headers = new() { ["Content-Range"] = "bytes 5-299999/300000" } },
            request => WebAnswer.File(request, content));

        await FetchAsync();

        Assert.Equal(content, arrived.ToArray());
    }

    [Fact]
    public async Task Fetch_ServerThatAlwaysSendsAnotherRange_EndsAfterSomeTries()
    {
        server.Answer = request => request.From is null
            ? new(200, content) { CutAfter = 100_000 }
            : new(206, content[5..]) { Headers = new() { ["Content-Range"] = "bytes 5-299999/300000" } };

        Assert.Equal(3, (await Assert.ThrowsAsync<DownloadException.GivenUp>(FetchAsync)).Tries);
    }

    [Fact]
    public async Task Fetch_OtherContent_NamesItsSumAndKeepsNothing()
    {
        server.Answer = request => WebAnswer.File(request, content[1..], Tag);

        var wrong = await Assert.ThrowsAsync<DownloadException.WrongContent>(FetchAsync);

        Assert.Equal((Digest.Of(content.AsSpan(1)), 299_999L), (wrong.Found, wrong.SizeBytes));
        Assert.Equal(0, arrived.Length);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(404, "the server answered 404 Not Found")]
    [InlineData(403, "the server answered 403 Forbidden, and sources that want a login are not supported")]
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

    [Fact]
    public async Task Fetch_CutsWithProgress_AreNeverTooMany()
    {
        server.Answer = request => WebAnswer.File(request, content, Tag) with { CutAfter = 20_000 };

        await FetchAsync();

        Assert.Equal(content, arrived.ToArray());
        Assert.Equal(15, server.Requests.Length);
    }

    [Fact]
    public async Task Fetch_ServerThatHangs_IsTriedAgainFromThere()
    {
        server.AnswerInTurn(request => WebAnswer.File(request, content, Tag) with { HangAfter = 50_000 }, request => WebAnswer.File(request, content, Tag));

        await FetchAsync();

        Assert.Equal(50_000, server.Requests[1].From);
    }

    [Fact]
    public async Task Fetch_ServerThatTrickles_IsWaitedFor()
    {
        server.Answer = request => WebAnswer.File(request, content[..8000]) with { Pause = TimeSpan.FromMilliseconds(100) };

        await FetchAsync(content[..8000]);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Fetch_Cancelled_EndsAtOnceAndKeepsWhatArrived()
    {
        server.Answer = request => WebAnswer.File(request, content) with { HangAfter = 50_000 };
        using var patient = new Downloader(TimeProvider.System);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var bytes = new ArrivingBytes(arrived);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patient.FetchAsync(Url, Digest.Of(content), bytes, cancel.Token));

        Assert.Equal(50_000, bytes.Count);
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

    private Uri Url => server.Url("viewer.zip?key=1");

    private Task FetchAsync() => FetchAsync(content);

    private async Task FetchAsync(byte[] expected)
    {
        using var bytes = new ArrivingBytes(arrived);
        await downloader.FetchAsync(Url, Digest.Of(expected), bytes, Cancellation);
    }

    private sealed class Told : IProgress<DownloadProgress>
    {
        internal List<DownloadProgress> All { get; } = [];

        public void Report(DownloadProgress value) => All.Add(value);
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

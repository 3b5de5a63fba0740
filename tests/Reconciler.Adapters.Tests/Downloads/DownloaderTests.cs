using Reconciler.Adapters.Downloads;
using Reconciler.Core.Content;
using Reconciler.Testing.Web;

namespace Reconciler.Adapters.Tests.Downloads;

/// <summary>How a file arrives, in one piece or in many.</summary>
public sealed class DownloaderTests : IDisposable
{
    private const string Tag = "\"v1\"";

    private static readonly DownloadOptions hasty = new(TimeSpan.FromSeconds(3), 3, TimeSpan.FromMilliseconds(1));

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
        using var patient = new Downloader(TimeProvider.System, _ => null);
        using var cancel = new CancellationTokenSource();
        using var bytes = new ArrivingBytes(arrived);
        var fetch = patient.FetchAsync(Url, Digest.Of(content), bytes, cancel.Token);
        while (bytes.Count < 50_000)
            await Task.Delay(5, Cancellation);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.Equal(50_000, bytes.Count);
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
}

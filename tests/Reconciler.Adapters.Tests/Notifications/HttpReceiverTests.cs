using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reconciler.Adapters.Notifications;
using Reconciler.Engine.Notifications;
using Reconciler.Testing;
using Reconciler.Testing.Web;

namespace Reconciler.Adapters.Tests.Notifications;

/// <summary>What arrives, and what becomes of receivers that refuse, redirect, cut, hang or never stop answering.</summary>
public sealed class HttpReceiverTests : IDisposable
{
    private readonly WebServer server = new() { Answer = _ => new(200, "ok"u8.ToArray()) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Webhook_Always_IsSignedOverWhatIsSent()
    {
        var answer = await TellAsync(ReceiverKind.Webhook);

        var request = Assert.Single(server.Requests);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(GivenNotice.Secret), request.Body));
        Assert.Equal(("POST", $"sha256={signature}"), (request.Method, request.Headers["X-Reconciler-Signature"]));
        using var json = JsonDocument.Parse(request.Body);
        Assert.Equal(request.Headers["X-Reconciler-Delivery"], json.RootElement.GetProperty("delivery").GetString());
        Assert.True(json.RootElement.GetProperty("sentAt").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(-1));
        Assert.Equal(new(server.Url("in").ToString(), "200 ok"), answer);
    }

    [Theory]
    [InlineData("github", "/api/repos/acme/estate/statuses/3fa9c1d27c3ad3540bb803c020b3aee66cd88871", "Authorization", "Bearer canary-of-the-secret")]
    [InlineData("gitlab", "/api/projects/acme%2Fit%2Festate/statuses/3fa9c1d27c3ad3540bb803c020b3aee66cd88871", "PRIVATE-TOKEN", "canary-of-the-secret")]
    public async Task Status_OfACommit_GoesToItsHost(string kind, string target, string header, string value)
    {
        using var receiver = Receiver(kind == "github" ? ReceiverKind.GitHub : ReceiverKind.GitLab, server.Url("api"));
        await receiver.TellAsync(GivenNotice.Status(CommitState.Success, "done"), Cancellation);

        var request = Assert.Single(server.Requests);
        Assert.Equal((target, value, "reconciler"), (request.Target, request.Headers[header], request.Headers["User-Agent"]));
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(503, false)]
    [InlineData(429, false)]
    [InlineData(408, false)]
    [InlineData(400, true)]
    [InlineData(401, true)]
    [InlineData(404, true)]
    [InlineData(422, true)]
    public async Task Answer_ThatIsNoSuccess_SaysWhetherTimeMendsIt(int status, bool isRefused)
    {
        server.Answer = _ => new(status, "no such channel"u8.ToArray());

        var failure = await FailAsync(ReceiverKind.Webhook);

        Assert.Equal((isRefused, null), (failure.IsRefused, failure.Wait));
        Assert.StartsWith($"{server.Url("in")} answered {status}: no such channel", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "Retry-After", "120", 120)]
    [InlineData(503, "Retry-After", "Sun, 22 Nov 2026 14:05:00 GMT", 300)]
    [InlineData(403, "Retry-After", "60", 60)]
    public async Task Answer_ThatAsksToWait_IsWaitedFor(int status, string header, string value, int seconds)
    {
        server.Answer = _ => new(status, []) { Headers = new() { [header] = value } };

        var failure = await FailAsync(ReceiverKind.Webhook, new SetTime(GivenNotice.Now));

        Assert.Equal((TimeSpan.FromSeconds(seconds), false), (failure.Wait, failure.IsRefused));
    }

    [Fact]
    public async Task Answer_OfALimitOfGitHub_IsWaitedFor()
    {
        server.Answer = _ => new(403, []) { Headers = new() { ["x-ratelimit-remaining"] = "0", ["x-ratelimit-reset"] = $"{GivenNotice.Now.AddMinutes(7).ToUnixTimeSeconds()}" } };
        using var receiver = new HttpReceiver(GivenNotice.Access(ReceiverKind.GitHub, server.Url("api")), GivenNotice.Estate, new SetTime(GivenNotice.Now));

        var failure = await Assert.ThrowsAsync<DeliveryException>(() => receiver.TellAsync(GivenNotice.Test, Cancellation));

        Assert.Equal((TimeSpan.FromMinutes(7), false), (failure.Wait, failure.IsRefused));
    }

    [Fact]
    public async Task Redirect_ToSomebodyElse_IsNotFollowed()
    {
        using var other = new WebServer();
        server.Answer = _ => WebAnswer.Redirect(302, other.Url("elsewhere").ToString());

        var failure = await FailAsync(ReceiverKind.Slack);

        Assert.Equal($"{server.Url("…").GetLeftPart(UriPartial.Authority)}/… answered 302, a redirect to localhost, which is not followed: name the final address", failure.Message);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Answer_ThatNeverComes_IsGivenUp()
    {
        server.Answer = _ => new(200, new byte[10]) { HangAfter = 5 };
        using var receiver = new HttpReceiver(GivenNotice.Access(ReceiverKind.Webhook, server.Url("in")), GivenNotice.Estate, TimeProvider.System, TimeSpan.FromMilliseconds(300));

        var failure = await Assert.ThrowsAsync<DeliveryException>(() => receiver.TellAsync(GivenNotice.Trouble, Cancellation));

        Assert.Contains("no answer within", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WithoutEnd_IsReadToABound()
    {
        server.Answer = _ => new(200, new byte[20_000_000]) { Pause = TimeSpan.FromMilliseconds(20) };

        await TellAsync(ReceiverKind.Webhook);
    }

    [Fact]
    public async Task Answer_ThatIsCut_IsTriedAgain()
    {
        server.Answer = _ => new(500, new byte[100]) { CutAfter = 10 };

        Assert.False((await FailAsync(ReceiverKind.Webhook)).IsRefused);
    }

    [Theory]
    [InlineData(ReceiverKind.Slack)]
    [InlineData(ReceiverKind.Webhook)]
    [InlineData(ReceiverKind.GitHub)]
    public async Task Answer_ThatRepeatsSecrets_IsShownWithoutThem(ReceiverKind kind)
    {
        server.Answer = request => new(400, Encoding.UTF8.GetBytes($"bad {GivenNotice.Secret} {request.Target} {Uri.UnescapeDataString(request.Target)} {string.Join(' ', request.Headers.Values)}"));
        using var receiver = Receiver(kind, kind == ReceiverKind.Slack ? server.Url($"services/{GivenNotice.Secret}/x?sig={GivenNotice.Secret}%2Bmore") : server.Url("in"));
        Notice notice = kind == ReceiverKind.GitHub ? GivenNotice.Test : GivenNotice.Trouble;

        var failure = await Assert.ThrowsAsync<DeliveryException>(() => receiver.TellAsync(notice, Cancellation));

        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("***", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://hooks.example.com/canary", "is http, which everybody on the way can read")]
    [InlineData("https://canary:canary@hooks.example.com/", "has a user or password in it")]
    [InlineData("canary", "is no address")]
    [InlineData("file:///etc/canary", "is no address")]
    public async Task Url_ThatCannotBe_IsRefusedWithoutBeingShown(string url, string expected)
    {
        using var receiver = new HttpReceiver(new("ops", ReceiverKind.Slack, () => url, IsUrlOpen: false), GivenNotice.Estate, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<DeliveryException>(() => receiver.TellAsync(GivenNotice.Trouble, Cancellation));

        Assert.StartsWith($"the url of ops {expected}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatNoHeaderCanHave_IsRefusedWithoutBeingShown()
    {
        using var receiver = new HttpReceiver(GivenNotice.Access(ReceiverKind.GitHub, server.Url("api")) with { Token = () => "canary\nX-Other: canary" }, GivenNotice.Estate, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<DeliveryException>(() => receiver.TellAsync(GivenNotice.Test, Cancellation));

        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Status_ThatGitLabHasAlready_CountsAsTold()
    {
        server.Answer = _ => new(400, """{"message":"Cannot transition status via :enqueue from :pending (Reason(s): Status cannot transition via \"enqueue\")"}"""u8.ToArray());
        using var receiver = Receiver(ReceiverKind.GitLab, server.Url("api"));

        Assert.StartsWith("400 ", (await receiver.TellAsync(GivenNotice.Status(CommitState.Pending, "12 to place"), Cancellation)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ThatNobodyTakes_IsTriedAgain()
    {
        server.Dispose();

        var failure = await FailAsync(ReceiverKind.Slack);

        Assert.Contains("there is no connection", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsRefused);
    }

    [Fact]
    public async Task Authority_OfAnOwnFile_IsTrustedAndNoOther()
    {
        using var authority = new CertificateAuthority();
        using var other = new CertificateAuthority();
        using var certificate = authority.ForLoopback();
        using var secure = new WebServer(certificate) { Answer = _ => new(200, []) };
        using var directory = new TemporaryDirectory();
        var access = GivenNotice.Access(ReceiverKind.Slack, secure.Url("in"));
        using var trusting = new HttpReceiver(access with { AuthoritiesFile = directory.Write("own.pem", authority.Pem) }, GivenNotice.Estate, TimeProvider.System);
        using var misled = new HttpReceiver(access with { AuthoritiesFile = directory.Write("other.pem", other.Pem) }, GivenNotice.Estate, TimeProvider.System);
        using var plain = new HttpReceiver(access, GivenNotice.Estate, TimeProvider.System);

        Assert.Equal("200", (await trusting.TellAsync(GivenNotice.Trouble, Cancellation)).Text);
        foreach (var receiver in new[] { misled, plain })
        {
            var failure = await Assert.ThrowsAsync<DeliveryException>(() => receiver.TellAsync(GivenNotice.Trouble, Cancellation));
            Assert.Contains("there is no secure connection", failure.Message, StringComparison.Ordinal);
            Assert.True(failure.IsRefused);
        }

        Assert.Single(secure.Requests);
    }

    [Fact]
    public async Task Proxy_ThatIsNamed_IsGoneThrough()
    {
        using var authority = new CertificateAuthority();
        using var certificate = authority.ForLoopback();
        using var secure = new WebServer(certificate) { Answer = _ => new(200, []) };
        using var proxy = TcpFront.Proxy();
        using var directory = new TemporaryDirectory();
        using var receiver = new HttpReceiver(
            GivenNotice.Access(ReceiverKind.Teams, secure.Url("in")) with { AuthoritiesFile = directory.Write("own.pem", authority.Pem), Proxy = $"http://127.0.0.1:{proxy.Port}" },
            GivenNotice.Estate,
            TimeProvider.System);

        await receiver.TellAsync(GivenNotice.Trouble, Cancellation);

        Assert.Equal((1, 1), (proxy.Count, secure.Requests.Length));
    }

    private HttpReceiver Receiver(ReceiverKind kind, Uri url, TimeProvider? time = null) => new(GivenNotice.Access(kind, url), GivenNotice.Estate, time ?? TimeProvider.System);

    private async Task<ReceiverAnswer> TellAsync(ReceiverKind kind)
    {
        using var receiver = Receiver(kind, server.Url("in"));
        return await receiver.TellAsync(GivenNotice.Trouble, Cancellation);
    }

    private async Task<DeliveryException> FailAsync(ReceiverKind kind, TimeProvider? time = null)
    {
        using var receiver = Receiver(kind, server.Url("in"), time);
        return await Assert.ThrowsAsync<DeliveryException>(() => receiver.TellAsync(GivenNotice.Trouble, Cancellation));
    }

    private sealed class SetTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

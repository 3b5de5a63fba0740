using System.Net;
using System.Net.Http.Headers;
using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>
/// A receiver over https. A redirect is not followed, since it would carry secrets elsewhere; what comes back is bounded in time and length; whatever
/// is told of it has no secret in it.
/// </summary>
public sealed class HttpReceiver : IReceiver, IDisposable
{
    private static readonly TimeSpan usualLimit = TimeSpan.FromSeconds(15);

    private readonly ReceiverAccess access;
    private readonly INoticeForm form;
    private readonly TimeProvider time;
    private readonly TimeSpan limit;
    private readonly HttpClient client;

    public HttpReceiver(ReceiverAccess access, EstateNames estate, TimeProvider time)
        : this(access, estate, time, usualLimit)
    {
    }

    /// <param name="limit">For all of one try.</param>
    internal HttpReceiver(ReceiverAccess access, EstateNames estate, TimeProvider time, TimeSpan limit)
    {
        this.access = access;
        this.time = time;
        this.limit = limit;
        form = access.Kind switch
        {
            ReceiverKind.Webhook => new WebhookForm(access, estate),
            ReceiverKind.Slack => new SlackForm(access, estate),
            ReceiverKind.Teams => new TeamsForm(access, estate),
            ReceiverKind.GitHub => new GitHubForm(access, estate),
            ReceiverKind.GitLab => new GitLabForm(access, estate),
            _ => throw new ArgumentOutOfRangeException(nameof(access), access.Kind, "unknown kind"),
        };
        client = new(Handler(access)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new("reconciler", null));
    }

    public async Task<ReceiverAnswer> TellAsync(Notice notice, CancellationToken cancellationToken)
    {
        var request = form.Write(notice, time.GetUtcNow());
        var to = ReceiverUrl.Shown(request.Url, access.IsUrlOpen);
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await SendAsync(request, to, either.Token);
        }
        catch (HttpRequestException failure)
        {
            throw Hidden(DeliveryTrouble.Of(failure, to), request.Secrets);
        }
        catch (IOException)
        {
            throw DeliveryTrouble.OfACut(to);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw DeliveryTrouble.OfSilence(to, limit);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<ReceiverAnswer> SendAsync(OutgoingRequest request, string to, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Url) { Content = new ReadOnlyMemoryContent(request.Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);

        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var answer = await BoundedBody.ReadAsync(response, cancellationToken);
        var shown = ChatText.Line(request.Secrets.Hide(answer));
        if (response.IsSuccessStatusCode || form.IsKnown((int)response.StatusCode, answer))
            return new(to, $"{(int)response.StatusCode}{(shown.Length == 0 ? "" : $" {shown}")}");
        throw Hidden(DeliveryTrouble.Of(response, to, shown, time.GetUtcNow()), request.Secrets);
    }

    private static DeliveryException Hidden(DeliveryException failure, Secrets secrets) =>
        new(ChatText.Line(secrets.Hide(failure.Message), longest: 500)) { IsRefused = failure.IsRefused, Wait = failure.Wait, MayHaveArrived = failure.MayHaveArrived };

    private static SocketsHttpHandler Handler(ReceiverAccess access)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),

            // A host may move; nobody restarts for that.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        if (access.Proxy is { } proxy)
            handler.Proxy = new WebProxy(proxy);
        if (access.AuthoritiesFile is { } file)
            handler.SslOptions.RemoteCertificateValidationCallback = Authorities.And(file);
        return handler;
    }
}

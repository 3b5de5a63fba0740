using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Reconciler.Adapters.Published;

/// <summary>The state of a <c>reconciler run</c> elsewhere, by its API.</summary>
/// <param name="address">Of the service, https; http only on loopback.</param>
/// <param name="token">Null: none is known.</param>
/// <param name="directory">Where what was read is kept; absolute.</param>
public sealed class PublishedDaemon(Uri address, string? token, string directory, TimeProvider time)
{
    private const string Path = "api/v1/state";

    private const long Largest = 256 << 20;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    /// <summary>Reads it, once; what did not change since the last call is not sent again.</summary>
    /// <returns>A directory as a state directory, absolute.</returns>
    /// <exception cref="PublishedException">It cannot be reached, refuses the token, or has no such answer: the message says which, and what to do.</exception>
    public async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        var url = new Uri(address, address.AbsolutePath.EndsWith('/') ? Path : $"{address.AbsolutePath}/{Path}");
        var layout = new PublishedLayout(System.IO.Path.Combine(directory, $"{address.Host}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.AbsoluteUri)))[..8]}.state"));
        try
        {
            // A token is for the address that was named.
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = patience, MaxResponseContentBufferSize = Largest };
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (layout.NewestStamp is { Length: > 0 } stamp)
                request.Headers.TryAddWithoutValidation("If-None-Match", stamp);

            using var answer = await client.SendAsync(request, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotModified && layout.NewestStamp is { } known && layout.Find(known) is { } same)
                return same;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new PublishedException(Problem(answer.StatusCode));

            var files = PublishedDocument.Read(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return layout.Lay(answer.Headers.ETag?.ToString() ?? "", files, time.GetUtcNow());
        }
        catch (FormatException other)
        {
            throw new PublishedException($"{url} answers otherwise than reconciler run does: {other.Message}; see whether the address is right, and which version answers there", other);
        }
        catch (TaskCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PublishedException($"{address} did not answer within {patience.TotalSeconds} s; see whether reconciler run is up there, and the network on the way", late);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new PublishedException($"the state of {address} cannot be read: {(failure.InnerException ?? failure).Message.TrimEnd('.')}; see whether reconciler run answers there (http.listen in its settings)", failure);
        }
    }

    private string Problem(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized when token is null => $"{address} wants a token; put one with the role read into RECONCILER_TOKEN ('reconciler token NAME --role read' makes one)",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{address} refuses the token in RECONCILER_TOKEN; it may have expired, or stand in another's settings",
        HttpStatusCode.NotFound => $"{address} has no state to read; it is another service, or an older reconciler run",
        HttpStatusCode.ServiceUnavailable => $"{address} has recorded nothing yet; try again after its first pass",
        _ => $"{address} answers {(int)status}; see what answers there",
    };
}

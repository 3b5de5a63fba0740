using System.Net;
using System.Net.Http.Headers;

namespace Reconciler.Adapters.Downloads;

/// <summary>One request for a file, through redirects, to the first bytes of the answer.</summary>
/// <param name="login">For a URL. It is shown to the server of the URL that was asked for, and to no other that it sends one on to.</param>
internal sealed class HttpExchange(HttpClient client, Func<Uri, AuthenticationHeaderValue?> login, TimeProvider time)
{
    private const int MostRedirects = 10;

    /// <param name="from">The first byte that is wanted; 0 asks for all of it.</param>
    /// <param name="version">Of which the rest is wanted; of any other version, all of it.</param>
    /// <returns>200 or 206.</returns>
    /// <exception cref="DownloadException">Refused or interrupted.</exception>
    internal async Task<HttpResponseMessage> GetAsync(Uri url, long from, EntityVersion version, CancellationToken cancellationToken)
    {
        var shown = login(url);
        var place = url;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var response = await SendAsync(Request(place, IsSameServer(url, place) ? shown : null, from, version), cancellationToken);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
                return response;

            using (response)
            {
                place = IsRedirect(response.StatusCode)
                    ? Next(place, response.Headers.Location)
                    : throw HttpTrouble.Of(response.StatusCode, response.Headers.RetryAfter, time.GetUtcNow(), shown is not null);
            }
        }

        throw new DownloadException.Refused($"it is redirected more than {MostRedirects} times");
    }

    private static HttpRequestMessage Request(Uri place, AuthenticationHeaderValue? login, long from, EntityVersion version)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, place);
        request.Headers.Authorization = login;
        if (from > 0)
        {
            request.Headers.Range = new(from, null);
            request.Headers.IfRange = version.Condition;
        }

        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var sent = request;
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw HttpTrouble.Of(e);
        }
    }

    private static bool IsSameServer(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>The sum tells whether the right bytes come, wherever they come from; but what was asked for in private stays private.</summary>
    private static Uri Next(Uri place, Uri? location)
    {
        if (location is null)
            throw new DownloadException.Refused("it is redirected to nowhere");

        var next = new Uri(place, location);
        if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttp)
            throw new DownloadException.Refused($"it is redirected to '{next.Scheme}:', which is neither http nor https");
        if (place.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
            throw new DownloadException.Refused($"it is redirected from https to http, at {next.Host}");

        return next;
    }
}

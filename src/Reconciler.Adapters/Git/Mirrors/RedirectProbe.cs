using System.Net;
using Reconciler.Adapters.Processes;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>
/// Looks, before libgit2 is given a login, whether the URL leads elsewhere: libgit2 takes the login along to another port of the same host, whatever
/// <c>http.followRedirects</c> says. Whoever answers at the named URL gets the login anyway; nobody else does.
/// </summary>
internal static class RedirectProbe
{
    /// <summary>What is said of a redirect; where it leads follows.</summary>
    internal const string Refusal = "redirected to ";

    private const string Listing = "/info/refs?service=git-upload-pack";
    private const int MostRedirects = 5;

    /// <param name="url">http or https.</param>
    /// <exception cref="IOException">It leads to another scheme, host or port; the message is <see cref="Refusal"/> and the URL.</exception>
    internal static async Task RefuseAsync(string url)
    {
        using var client = Client();
        var named = new Uri(url.TrimEnd('/') + Listing);
        var place = named;
        for (var redirects = 0; redirects <= MostRedirects && await NextAsync(client, place) is { } next; redirects++)
        {
            if (Uri.Compare(named, next, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0)
                throw new IOException(Refusal + Shown(next));
            place = next;
        }
    }

    // As libgit2 finds its way: https by the proxy of the environment, http directly.
    private static HttpClient Client()
    {
        var hasProxy = Environment.GetEnvironmentVariable("https_proxy") is { Length: > 0 } || Environment.GetEnvironmentVariable("HTTPS_PROXY") is { Length: > 0 };
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = hasProxy }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("git/2.0 (reconciler)");
        return client;
    }

    /// <returns>Null when it is the place, or does not answer: libgit2 meets the same and has the words for it.</returns>
    private static async Task<Uri?> NextAsync(HttpClient client, Uri place)
    {
        try
        {
            using var response = await client.GetAsync(place, HttpCompletionOption.ResponseHeadersRead);
            return response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest && response.Headers.Location is { } location ? new Uri(place, location) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static string Shown(Uri place)
    {
        var url = place.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        const string end = "/info/refs";
        return ErrorTail.OneLine(url.EndsWith(end, StringComparison.Ordinal) ? url[..^end.Length] : url);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace Reconciler.Adapters.Downloads;

/// <summary>What failures of HTTP mean for a download.</summary>
internal static class HttpTrouble
{
    internal static DownloadException Of(HttpRequestException e) => e switch
    {
        { InnerException: AuthenticationException certificate } => new DownloadException.Refused($"there is no secure connection ({Words(certificate)})", e),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse } => new DownloadException.Refused($"the server's answer makes no sense ({Words(e)})", e),
        { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } => new DownloadException.Refused("the proxy wants a login", e),
        { HttpRequestError: HttpRequestError.NameResolutionError } => new DownloadException.Interrupted("the server's name is not known here", e),
        { HttpRequestError: HttpRequestError.ResponseEnded } => new DownloadException.Interrupted("the connection was cut", e),
        _ => new DownloadException.Interrupted($"there is no connection ({Words(e)})", e),
    };

    /// <param name="status">Neither success nor a redirect.</param>
    /// <param name="hadLogin">Whether a login was shown to the server that was asked first.</param>
    internal static DownloadException Of(HttpStatusCode status, RetryConditionHeaderValue? retryAfter, DateTimeOffset now, bool hadLogin)
    {
        var reason = $"the server answered {Words(status)}";
        return (int)status switch
        {
            401 or 403 when hadLogin => new DownloadException.Refused($"{reason} in spite of the login that the settings name for it (credentials)"),
            401 or 403 => new DownloadException.Refused($"{reason}, and the settings name no login for it (credentials with 'for' and 'url')"),
            407 => new DownloadException.Refused("the proxy wants a login"),
            408 or 425 or 429 or 500 or 502 or 503 or 504 =>
                new DownloadException.Interrupted(reason, wait: retryAfter?.Delta ?? (retryAfter?.Date - now)),
            _ => new DownloadException.Refused(reason),
        };
    }

    /// <summary><c>404 Not Found</c></summary>
    private static string Words(HttpStatusCode status) => Enum.IsDefined(status)
        ? $"{(int)status}{string.Concat(status.ToString().Select(c => char.IsUpper(c) ? $" {c}" : $"{c}"))}"
        : $"{(int)status}";

    private static string Words(Exception e) => (e.InnerException ?? e).Message.TrimEnd('.');
}

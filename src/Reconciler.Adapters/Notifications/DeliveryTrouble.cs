using System.Globalization;
using System.Net;
using System.Security.Authentication;
using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>What failures of HTTP mean for a notification.</summary>
internal static class DeliveryTrouble
{
    private const int LongestAnswer = 200;

    internal static DeliveryException Of(HttpRequestException failure, string to) => failure switch
    {
        { InnerException: AuthenticationException certificate } => new($"{to}: there is no secure connection ({Words(certificate)})") { IsRefused = true },
        { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } => new($"{to}: the proxy wants a login") { IsRefused = true },
        { HttpRequestError: HttpRequestError.NameResolutionError } => new($"{to}: the host's name is not known here"),
        { HttpRequestError: HttpRequestError.ResponseEnded } => OfACut(to),
        _ => new($"{to}: there is no connection ({Words(failure)})"),
    };

    internal static DeliveryException OfSilence(string to, TimeSpan after) => new($"{to}: no answer within {after.TotalSeconds:0} s") { MayHaveArrived = true };

    internal static DeliveryException OfACut(string to) => new($"{to}: the connection was cut") { MayHaveArrived = true };

    /// <param name="text">The answer's beginning, without secrets.</param>
    internal static DeliveryException Of(HttpResponseMessage response, string to, string text, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            var where = response.Headers.Location is { IsAbsoluteUri: true } location ? $" to {location.Host}" : "";
            return new($"{to} answered {status}, a redirect{where}, which is not followed: name the final address") { IsRefused = true };
        }

        var wait = Wait(response, now);
        var isBusy = status is 408 or 425 or 429 or >= 500 || (status == 403 && wait is not null);
        var answered = $"{to} answered {status}{(text.Length == 0 ? "" : $": {ChatText.Shortened(text, LongestAnswer)}")}";
        return new(isBusy ? answered : answered + Advice(status)) { IsRefused = !isBusy, Wait = wait, MayHaveArrived = status >= 500 };
    }

    private static string Advice(int status) => status switch
    {
        401 => "; the token or the address is not valid any more: renew it",
        403 => "; whoever the token or address belongs to may not do this",
        404 or 410 => "; there is nothing at this address, or the token may not see it",
        _ => "",
    };

    /// <summary><c>Retry-After</c>, else what GitHub says of its limit.</summary>
    private static TimeSpan? Wait(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? (asked?.Date - now);
        if (wait is null && Header(response, "x-ratelimit-remaining") == "0" && long.TryParse(Header(response, "x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset))
            wait = TimeSpan.FromSeconds(Math.Clamp(reset - now.ToUnixTimeSeconds(), 0, int.MaxValue));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static string Words(Exception failure) => (failure.InnerException ?? failure).Message.TrimEnd('.');
}

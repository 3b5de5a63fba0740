using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>The address of a receiver, which may be a secret as a whole.</summary>
public static class ReceiverUrl
{
    /// <summary>Null when a receiver may have it; else the end of a sentence, without the address.</summary>
    public static string? ProblemOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
            return "is no address; write it as https://host/path";
        if (url.UserInfo.Length > 0)
            return "has a user or password in it, which is not sent; leave that out";
        return url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback ? "is http, which everybody on the way can read; write https" : null;
    }

    /// <exception cref="DeliveryException">It is none.</exception>
    internal static Uri Of(ReceiverAccess access)
    {
        var text = access.Url();
        return ProblemOf(text) is { } problem
            ? throw new DeliveryException($"the url of {access.Name} {problem}") { IsRefused = true }
            : new(text);
    }

    /// <summary><c>https://hooks.slack.com/…</c></summary>
    public static string Shown(Uri url, bool isOpen) => isOpen
        ? url.GetLeftPart(UriPartial.Path)
        : url.GetLeftPart(UriPartial.Authority) + "/…";
}

using System.Collections.Immutable;

namespace Reconciler.Adapters.Notifications;

/// <summary>Texts that must not be shown, and what is shown in their place.</summary>
internal sealed class Secrets
{
    private const string Shown = "***";

    /// <summary>Shorter parts of a URL are words such as <c>services</c>, and hiding them would hide everything.</summary>
    private const int ShortestPart = 8;

    private readonly ImmutableArray<string> all;

    private Secrets(IEnumerable<string> all) => this.all = [.. all.Where(secret => secret.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length)];

    /// <summary>A token or a key, also as it stands in a URL.</summary>
    internal static Secrets Of(string secret) => new([secret, Uri.EscapeDataString(secret)]);

    /// <summary>Everything behind the host: as it was written, and part by part, since an answer may repeat some of it.</summary>
    internal static Secrets Of(Uri url) => new(
    [
        url.OriginalString,
        url.AbsoluteUri,
        .. url.PathAndQuery.Length > 1 ? [url.PathAndQuery, Uri.UnescapeDataString(url.PathAndQuery)] : (string[])[],
        .. url.PathAndQuery.Split('/', '?', '&', '=').SelectMany(part => (string[])[part, Uri.UnescapeDataString(part)]).Where(part => part.Length >= ShortestPart),
    ]);

    internal Secrets And(Secrets others) => new(all.Concat(others.all));

    internal string Hide(string text) => all.Aggregate(text, (shown, secret) => shown.Replace(secret, Shown, StringComparison.OrdinalIgnoreCase));
}

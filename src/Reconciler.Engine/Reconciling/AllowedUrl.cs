using Reconciler.Core.Content;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// Entries of the allow list that are URLs: <c>https://builds.example.com/**</c>. Compared part by part: scheme, server with its port, then the
/// parts of the path; the query is not looked at. Where a server sends one on to is its own matter: the sum says whether the right bytes came.
/// </summary>
internal static class AllowedUrl
{
    private const string Separator = "://";

    internal static bool IsUrl(string entry) => entry.Contains(Separator, StringComparison.Ordinal);

    internal static bool Allows(string entry, string url)
    {
        if (!IsUrl(entry) || Parts(new(url)) is not { } asked)
            return false;

        var allowed = Normalized(entry);
        return allowed.AsSpan().IndexOfAny('*', '?', '[') < 0
            ? EntryPath.IsSameOrBelow(asked, allowed)
            : PathPatterns.Of([allowed], []).Selects(asked);
    }

    /// <summary>The directory of the URL, and all below it.</summary>
    internal static string EntryFor(string url)
    {
        var parts = new Uri(url);
        return $"{parts.GetLeftPart(UriPartial.Authority)}{Uri.UnescapeDataString(string.Concat(parts.Segments[..^1]))}**";
    }

    /// <returns>Null for a path that another reader may read differently: with <c>%2e%2e</c> or an encoded slash.</returns>
    private static string? Parts(Uri url)
    {
        var parts = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return parts.Any(part => part is "." or ".." || part.AsSpan().ContainsAny('/', '\\'))
            ? null
            : string.Join('/', [url.Scheme, $"{url.IdnHost.ToLowerInvariant()}:{url.Port}", .. parts]);
    }

    private static string Normalized(string entry)
    {
        var (scheme, rest) = entry.Split(Separator, 2) is [var first, var second] ? (first.ToLowerInvariant(), second.Trim('/')) : throw new FormatException($"'{entry}' is no URL");
        if (rest == "**")
            return $"{scheme}/**";

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (server, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..]);
        var port = server.Contains(':', StringComparison.Ordinal) ? "" : scheme == "http" ? ":80" : ":443";
        return $"{scheme}/{server.ToLowerInvariant()}{port}{path}";
    }
}

using Reconciler.Core.Content;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// A path or URL as it is compared with what is allowed: by its scheme (none for what lies on this machine), its host with its port, and part by
/// part. Who logs in makes no difference, nor does a query; <c>git@host:team</c> is <c>ssh://host/team</c>, <c>file:///srv</c> is <c>/srv</c>.
/// Where a server sends one on to is its own matter.
/// </summary>
internal readonly record struct AllowedPlace(string Scheme, string Path)
{
    private const string Separator = "://";

    /// <summary>An entry of the settings: as written, since it may be a pattern.</summary>
    internal static AllowedPlace OfEntry(string text)
    {
        var end = text.IndexOf(Separator, StringComparison.Ordinal);
        if (end > 0)
            return WithScheme(text[..end].ToLowerInvariant(), text[(end + Separator.Length)..]);

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && text.AsSpan(0, colon).IndexOfAny('/', '\\') < 0
            ? new("ssh", $"{Host(text[..colon], "ssh")}/{Normalized(text[(colon + 1)..])}")
            : new("", Normalized(text));
    }

    /// <summary>What is asked for. In a URL <c>%20</c> and the like are read.</summary>
    /// <returns>Null for what another reader may read differently: with <c>..</c>, or an encoded slash.</returns>
    internal static AllowedPlace? Of(string text)
    {
        var place = OfEntry(Written(text));
        var isUrl = text.Contains(Separator, StringComparison.Ordinal);
        var parts = place.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => isUrl ? Uri.UnescapeDataString(part) : part).ToArray();
        return parts.Any(part => part is "." or ".." || part.AsSpan().ContainsAny('/', '\\')) ? null : place with { Path = string.Join('/', parts) };
    }

    /// <summary>What is wrong with its spelling; null for nothing.</summary>
    internal string? Problem => IsPattern && !PathPattern.TryParse(Path, PatternSyntax.Path, out _, out var problem) ? problem : null;

    private bool IsPattern => Path.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    /// <summary>The directory of a URL, and all below it.</summary>
    internal static string EntryAround(string url)
    {
        var parts = new Uri(url);
        return $"{parts.GetLeftPart(UriPartial.Authority)}{Uri.UnescapeDataString(string.Concat(parts.Segments[..^1]))}**";
    }

    /// <summary>Whether this, an entry of the settings, allows a place: everything below it, or what it matches as a pattern.</summary>
    internal bool Allows(AllowedPlace place)
    {
        if (Scheme != place.Scheme)
            return false;

        return !IsPattern
            ? Path.Length == 0 || EntryPath.IsSameOrBelow(place.Path, Path)
            : PathPatterns.Of([Path], []).Selects(place.Path);
    }

    /// <summary>A URL of the web as it is asked for in the end: what is compared must be the server that is connected to.</summary>
    private static string Written(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? $"{url.Scheme}{Separator}{url.IdnHost}:{url.Port}{url.AbsolutePath}"
            : text;

    private static AllowedPlace WithScheme(string scheme, string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (authority, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..]);
        return scheme switch
        {
            "file" => new("", Normalized(path)),
            "git+ssh" => new("ssh", Normalized($"{Host(authority, "ssh")}{path}")),
            _ => new(scheme, Normalized($"{Host(authority, scheme)}{path}")),
        };
    }

    /// <returns>With the port, also with one that goes without saying; <c>**</c> is every host at every port.</returns>
    private static string Host(string authority, string scheme)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..].ToLowerInvariant();
        var usual = scheme switch { "https" => ":443", "http" => ":80", "ssh" or "sftp" => ":22", _ => "" };
        return host is "" or "**" || host.LastIndexOf(':') > host.LastIndexOf(']') ? host : $"{host}{usual}";
    }

    private static string Normalized(string path) => path.Replace('\\', '/').Trim('/');
}

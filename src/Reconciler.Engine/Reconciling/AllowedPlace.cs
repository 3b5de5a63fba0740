using Reconciler.Core.Content;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// A path or URL as it is compared with what is allowed: by its scheme (none for what lies on this machine) and part by part. Who logs in makes no
/// difference, nor does a port that goes without saying; <c>git@host:team</c> is <c>ssh://host/team</c>, <c>file:///srv</c> is <c>/srv</c>.
/// </summary>
internal readonly record struct AllowedPlace(string Scheme, string Path)
{
    internal static AllowedPlace Of(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end > 0)
            return WithScheme(text[..end].ToLowerInvariant(), text[(end + 3)..]);

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && text.AsSpan(0, colon).IndexOfAny('/', '\\') < 0
            ? new("ssh", $"{Host(text[..colon], "ssh")}/{Normalized(text[(colon + 1)..])}")
            : new("", Normalized(text));
    }

    /// <summary>Whether this, an entry of the settings, allows a place: everything below it, or what it matches as a pattern.</summary>
    internal bool Allows(AllowedPlace place)
    {
        if (Scheme != place.Scheme || place.Path.Split('/').Contains(".."))
            return false;

        return Path.AsSpan().IndexOfAny('*', '?', '[') < 0
            ? Path.Length == 0 || EntryPath.IsSameOrBelow(place.Path, Path)
            : PathPatterns.Of([Path], []).Selects(place.Path);
    }

    private static AllowedPlace WithScheme(string scheme, string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (authority, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..]);
        return scheme == "file" ? new("", Normalized(path)) : new(scheme, Normalized($"{Host(authority, scheme)}{path}"));
    }

    private static string Host(string authority, string scheme)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..].ToLowerInvariant();
        var usual = scheme switch { "https" => ":443", "http" => ":80", "ssh" => ":22", _ => ":" };
        return host.EndsWith(usual, StringComparison.Ordinal) ? host[..^usual.Length] : host;
    }

    private static string Normalized(string path) => path.Replace('\\', '/').Trim('/');
}

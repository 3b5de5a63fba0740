using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reconciler.Core.Resources;

/// <summary>Reads one <see cref="GitUrl"/>. What names an option of ssh, leads elsewhere or carries a secret is refused.</summary>
internal readonly struct GitUrlParser(string text)
{
    private const string Secret = "it carries a password or token, which everybody who can read this repository knows; leave it out, and use ssh with a key";

    internal bool TryParse([NotNullWhen(true)] out GitUrl? url, [NotNullWhen(false)] out string? problem)
    {
        (url, problem) = Parse();
        return url is not null;
    }

    private (GitUrl? Url, string? Problem) Parse()
    {
        if (text.Length == 0)
            return No("it is empty");
        if (text.Length > GitUrl.MaxLength)
            return No($"it is longer than {GitUrl.MaxLength} characters");
        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return No("it contains blanks or control characters; write %20 for a blank");

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
            return WithScheme(text[..scheme].ToLowerInvariant(), text[(scheme + 3)..]);
        if (text[0] is '/' || text.StartsWith(@"\\", StringComparison.Ordinal))
            return OnThisMachine(text);

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && text.AsSpan(0, colon).IndexOfAny('/', '\\') < 0
            ? ShortSsh(text[..colon], text[(colon + 1)..])
            : No("it must be a URL (https:, ssh:, file:), 'user@host:path', or an absolute path; for what lies in this repository use 'path'");
    }

    private (GitUrl?, string?) WithScheme(string scheme, string rest) => scheme switch
    {
        "http" or "https" => WithHost(GitTransport.Http, rest),
        "ssh" or "git+ssh" => WithHost(GitTransport.Ssh, rest),
        "file" when rest.StartsWith('/') => OnThisMachine(Uri.UnescapeDataString(rest)),
        "file" => No("'file:' is for this machine: write three slashes, 'file:///srv/viewer.git'"),
        "git" => No("'git:' shows neither who answers nor that nothing was changed on the way, so that https or ssh is needed"),
        _ => No($"'{scheme}:' is none of https, http, ssh and file"),
    };

    private (GitUrl?, string?) OnThisMachine(string path) =>
        ProblemOfPath(path) is { } problem ? No(problem) : (new(text, GitTransport.Path, "", null, null, path), null);

    private (GitUrl?, string?) WithHost(GitTransport transport, string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || slash == rest.Length - 1)
            return No("it names a host, and no repository there");

        var (authority, path) = (rest[..slash], rest[slash..]);
        var at = authority.LastIndexOf('@');
        var user = at < 0 ? null : authority[..at];
        if (user is not null && (transport == GitTransport.Http || user.Contains(':', StringComparison.Ordinal)))
            return No(Secret);
        if (path.AsSpan().IndexOfAny('?', '#') >= 0)
            return No("a repository's URL has no '?' and no '#'");

        var (host, port) = SplitPort(authority[(at + 1)..]);
        return port == 0 ? No("the port must be a number from 1 to 65535") : Remote(transport, user, host, port, path);
    }

    private (GitUrl?, string?) ShortSsh(string login, string path)
    {
        if (login is "file" or "http" or "https" or "ssh")
            return No($"'{login}:' wants two slashes: {login}://{(login == "file" ? "/srv/viewer.git" : "host/viewer.git")}");

        var at = login.LastIndexOf('@');
        if (path.Contains('@', StringComparison.Ordinal) && at < 0)
            return No(Secret);
        if (path.Length == 0)
            return No("it names a host, and no repository there");

        return Remote(GitTransport.Ssh, at < 0 ? null : login[..at], login[(at + 1)..], null, path);
    }

    private (GitUrl?, string?) Remote(GitTransport transport, string? user, string host, int? port, string path)
    {
        if (host.Length == 0 || host[0] == '-' || host.Contains("..", StringComparison.Ordinal) || !host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '[' or ']' or ':'))
            return No($"'{host}' cannot be a host");
        if (user is not null && (user.Length == 0 || user[0] == '-' || !user.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+')))
            return No($"'{user}' cannot be a user");
        if (path[0] is '-' or ':')
            return No($"its path begins with '{path[0]}'");

        return ProblemOfPath(path) is { } problem ? No(problem) : (new(text, transport, host.ToLowerInvariant(), port, user, path), null);
    }

    /// <returns>Port 0 for a bad one, null for none.</returns>
    private static (string Host, int? Port) SplitPort(string authority)
    {
        var colon = authority.LastIndexOf(':');
        if (colon < 0 || authority.EndsWith(']'))
            return (authority, null);

        var isPort = ushort.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        return (authority[..colon], isPort ? port : 0);
    }

    private static string? ProblemOfPath(string path) =>
        Uri.UnescapeDataString(path).Split('/', '\\').Contains("..") ? "'..' has no place in it: write the path that it leads to"
        : path.Any(c => c is '"' or '\'' or '`' or '$' or '*' or '?' or '[' or '|' or '<' or '>' or '&' or ';') ? "its path has a character that repositories' paths do not have"
        : null;

    private static (GitUrl?, string?) No(string problem) => (null, problem);
}

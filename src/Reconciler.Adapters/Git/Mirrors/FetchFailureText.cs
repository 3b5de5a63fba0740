using System.Text.RegularExpressions;
using Reconciler.Adapters.Processes;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>Says of a failed fetch what it was and what to do. libgit2, ssh and the hosts of repositories each have words of their own; this is the one place that knows them.</summary>
/// <param name="proxy">That is in between, without its login; null: none.</param>
internal sealed partial class FetchFailureText(GitUrl url, bool wasFetched, RemoteAccess access, string? proxy = null)
{
    private const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>What is wrong, then <c>"; "</c>, then what to do.</summary>
    internal string Of(FetchFailure failure)
    {
        var errors = WithoutLogins(ErrorTail.OneLine(failure.Errors));
        var said = WithoutLogins(ErrorTail.OneLine($"{failure.Reason} {failure.Errors}"));
        return failure.Kind switch
        {
            FetchFailureKind.Overdue => $"{url} {failure.Reason}",
            FetchFailureKind.Died => $"the process that fetched {url} was ended from outside (exit code {failure.Reason}{Behind(errors)}); try again",
            _ => Known(said) ?? $"{url} cannot be fetched: {Short(WithoutLogins(ErrorTail.OneLine(failure.Reason)))}{Saying(errors)}; see whether 'git ls-remote {url}' works here",
        };
    }

    private string? Known(string said) => url.Transport switch
    {
        GitTransport.Ssh => OfSsh(said),
        GitTransport.Http => OfHttp(said),
        _ => OfPath(said),
    };

    private string? OfSsh(string said)
    {
        if (Says(said, "cannot run ", "ssh: not found", "ssh: command not found", "ssh: No such file"))
            return $"{url} needs ssh, which is not installed here; install openssh-client";
        if (Says(said, "REMOTE HOST IDENTIFICATION HAS CHANGED", "REVOKED HOST KEY"))
            return $"the host key of {url.Host} is not the one that is known here, so that somebody may be in between; ask its operator, and if the key was changed, 'ssh-keygen -R {KnownHost}{(access.KnownHosts is { } file ? $" -f {file}" : "")}' forgets the old one";
        if (Says(said, "Host key verification failed", "host key is known"))
            return $"the host key of {url.Host} is not known here; 'ssh-keyscan {(url.Port is { } port ? $"-p {port} " : "")}{url.Host}' shows it: compare it with what its operator says, then add it to {access.KnownHosts ?? "~/.ssh/known_hosts"}";
        if (Says(said, "Permission denied ("))
            return $"{url} refuses the login{(url.User is { } user ? $" of '{user}'" : "")} ({Part(said, "Permission denied", ")")}); {(access.KeyFile is { } key ? $"give the public half of {key} access there, or correct the credentials '{access.Credentials}' in the settings" : "give this machine's ssh key access there, or name the key in ~/.ssh/config")}";
        if (Says(said, "Could not resolve hostname"))
            return NoHost();
        if (Says(said, "Connection refused", "Connection timed out", "No route to host", "Network is unreachable", "Connection closed by", "Connection reset", "not responding"))
            return NotReached(Part(said, "ssh: ", ""));
        return Says(said, "does not appear to be a git repository", "not found", "could not be found", "no such repository", "does not exist") ? NoRepository() : null;
    }

    private string? OfHttp(string said)
    {
        if (Says(said, LoginOnce.Refusal) || (access.Login is not null && Says(said, "status code: 401", "status code: 403", "authentication replays")))
            return $"{url} refuses the login of the credentials '{access.Credentials}'; see whether its token or password has expired, and may read this repository";
        if (access.Login is not null && Says(said, RedirectProbe.Refusal))
            return $"{url} points to {Part(said, RedirectProbe.Refusal, "")[RedirectProbe.Refusal.Length..].TrimEnd()}, and a login is only sent to the one that was named; if that is right, name the other URL instead";
        if (access.Login is not null && Says(said, "redirect"))
            return $"{url} points to another URL, and a login is only sent to the one that was named; name that URL instead";
        if (proxy is not null && OfProxy(said, proxy) is { } problem)
            return problem;
        if (Says(said, "status code: 404", "status code: 410"))
            return wasFetched ? NoRepository() : $"there is no repository at {url}, or none without a login; correct the URL, or create it";
        if (Says(said, "status code: 401", "authentication required", "requires authentication", "authentication replays", "appropriate mechanism for credentials", "no callback set"))
            return $"{url} asks for a login, and none is set for it; name one in the settings (git.credentials, or for a package's source credentials with 'for' and 'git'), or let it be read without";
        if (Says(said, "status code: 403"))
            return $"{url} refuses to be read (403); whoever runs the server must allow it";
        if (Says(said, "certificate"))
            return $"the certificate of {url.Host} is not trusted here; add its authority to this machine's, or name a file with it in the settings (git.caFile) or in SSL_CERT_FILE";
        if (Says(said, "failed to resolve address", "Name or service not known"))
            return NoHost();
        if (Says(said, "failed to connect", "Connection refused", "timed out", "unreachable", "No route to host"))
            return NotReached(said);
        return Says(said, "content-type", "unable to parse", "invalid packet", "early EOF") && !wasFetched
            ? $"{url} does not answer as a Git server does ({Part(said, "", "")}); correct the URL, or let the server speak the smart protocol (git http-backend)"
            : null;
    }

    private string? OfProxy(string said, string between)
    {
        var setting = access.Proxy is null ? "https_proxy in the environment" : "git.proxy";
        if (Says(said, "proxy authentication", "proxy requires authentication", "code: 407"))
            return $"the proxy {between} wants another login, or one at all; give it in https_proxy in the environment (http://user:password@host:port), since the settings hold no secrets";
        if (Says(said, "proxy"))
            return $"the proxy {between} does not let {url} through: {Part(said.TrimEnd('.'), "", "")}; correct {setting}, or leave {url.Host} out with no_proxy";
        if (Says(said, "failed to connect", "failed to resolve address"))
            return $"{url} cannot be reached through the proxy {between}: {Part(said.TrimEnd('.'), "", "")}; correct {setting}, or see whether it is up";
        return Says(said, "unexpected EOF") && !wasFetched
            ? $"the proxy {between} hangs up instead of letting {url} through; see in its log why: one that wants a login must ask for it over HTTP/1.1"
            : null;
    }

    private string? OfPath(string said)
    {
        if (Says(said, "not owned by current user"))
            return $"the repository {url} belongs to another user, who would decide what is placed; give it to this user with 'chown -R', or let it be fetched over ssh";
        return Says(said, "unsupported URL protocol", "failed to resolve path", "could not find repository", "No such file or directory", "not found", "not a directory") ? NoRepository() : null;
    }

    private string NoHost() => $"there is no host {url.Host} ({url}); correct the URL, or see to name resolution here";

    private string NotReached(string said) => $"{url} cannot be reached: {Part(said.TrimEnd('.'), "", "")}; see whether its server is up, and the network on the way";

    private string NoRepository() => wasFetched
        ? $"there is no repository at {url} any more, it was removed, renamed or closed; correct the URL, or have it opened"
        : $"there is no repository at {url}; correct the URL, or create it";

    private string KnownHost => url.Port is { } port ? $"[{url.Host}]:{port}" : url.Host;

    private static string Saying(string errors) => errors.Length == 0 ? "" : $" ({Short(errors)})";

    private static string Behind(string errors) => errors.Length == 0 ? "" : $", {Short(errors)}";

    private static bool Says(string said, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (said.Contains(word, AnyCase))
                return true;
        }

        return false;
    }

    // A reader wants the gist; and what parts a message from its advice must not come from elsewhere.
    private static string Short(string words)
    {
        const int longest = 120;
        var one = words.Replace("; ", ", ", StringComparison.Ordinal);
        return one.Length > longest ? $"{one[..longest]}…" : one;
    }

    /// <summary>Of a proxy of the environment, which may carry a password.</summary>
    private static string WithoutLogins(string said) => Login().Replace(said, "://");

    [GeneratedRegex(@"://[^/@\s]*:[^/@\s]*@")]
    private static partial Regex Login();

    /// <summary>From one word to another, or as much of it as a reader wants to see.</summary>
    private static string Part(string said, string from, string to)
    {
        var start = said.IndexOf(from, AnyCase);
        var part = said[Math.Max(0, start)..];
        var end = to.Length == 0 ? -1 : part.IndexOf(to, AnyCase);
        part = end < 0 ? part : part[..(end + to.Length)];
        return Short(part);
    }
}

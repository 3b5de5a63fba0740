using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>How a remote is reached, as only the operator's settings say. No secret is part of it: they are read at every use.</summary>
public sealed record RemoteAccess
{
    /// <summary>Without a login over http(s); over ssh as the user's own configuration says.</summary>
    public static RemoteAccess Usual { get; } = new();

    /// <summary>As the settings call the credentials; null where none are named.</summary>
    public string? Credentials { get; init; }

    /// <summary>For http(s); asked at every use.</summary>
    public Func<GitLogin>? Login { get; init; }

    /// <summary>PEM, with further authorities for https; absolute.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>For https: <c>http://proxy.example.com:3128</c>. Null: as the environment says.</summary>
    public string? Proxy { get; init; }

    /// <summary>The private key for ssh; absolute.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The only host keys that ssh trusts; absolute. Null: those that the user knows.</summary>
    public string? KnownHosts { get; init; }

    /// <summary>What whoever runs it should know though it works.</summary>
    /// <param name="environment">Null for a variable that is not set.</param>
    public IEnumerable<string> Warnings(GitUrl url, Func<string, string?> environment)
    {
        if (!url.Text.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
            yield break;
        if (Login is not null)
            yield return $"{url} is http, so that the login of '{Credentials}' and everything else goes unencrypted; use https";
        var hasProxy = Proxy is not null || environment("http_proxy") is { Length: > 0 };
        if (hasProxy && !NoProxy.Covers(environment("no_proxy") ?? environment("NO_PROXY"), url.Host, url.Port ?? 80))
            yield return $"{url} is http, which is fetched without the proxy; use https";
    }

    /// <summary>Which proxy an https URL is reached through, without its login; null: none.</summary>
    /// <param name="environment">Null for a variable that is not set.</param>
    internal string? ProxyTo(GitUrl url, Func<string, string?> environment)
    {
        var proxy = Proxy ?? environment("https_proxy") ?? environment("HTTPS_PROXY");
        return string.IsNullOrEmpty(proxy) || !url.Text.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || NoProxy.Covers(environment("no_proxy") ?? environment("NO_PROXY"), url.Host, url.Port ?? 443)
            ? null
            : GitLocation.WithoutSecrets(proxy);
    }

    /// <summary>What is wrong with a path that stands in a command of ssh, as the end of a sentence; null when nothing is.</summary>
    public static string? ProblemOfSshFile(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or ',' or ':' or '@' or '\\')
            ? null
            : "a path for ssh has letters, digits and / . _ - + , : @ only; move the file";

    /// <param name="ssh">A program with options.</param>
    internal string SshCommand(string ssh) =>
        ssh
        + (KeyFile is null ? "" : $" -i {KeyFile} -o IdentitiesOnly=yes -o IdentityAgent=none")
        + (KnownHosts is null ? "" : $" -o UserKnownHostsFile={KnownHosts} -o GlobalKnownHostsFile=/dev/null");
}

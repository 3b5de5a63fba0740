using Reconciler.Adapters.Notifications;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Notifications;

/// <summary>What the URL of a repository says of the host that has it.</summary>
/// <param name="Host">Null where it is a directory of this machine.</param>
/// <param name="Path"><c>owner/name</c>; likewise null.</param>
internal sealed record RepositoryHost(string ShortName, string? Host, string? Path)
{
    private const string Suffix = ".git";

    /// <param name="repository">A path, or a URL.</param>
    internal static RepositoryHost Of(string repository)
    {
        if (!GitUrl.TryParse(repository, out var url, out _))
            return new(System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(repository)), null, null);
        if (url.Transport == GitTransport.Path)
            return new(url.ShortName, null, null);

        var path = url.Path.Trim('/');
        return new(url.ShortName, url.Host, path.EndsWith(Suffix, StringComparison.Ordinal) ? path[..^Suffix.Length] : path);
    }

    /// <summary>Base URL of the API of a host of that kind.</summary>
    internal string Api(ReceiverKind kind) => (kind, Host) switch
    {
        // Where ssh goes through port 443 the host has another name.
        (ReceiverKind.GitHub, null or "github.com" or "ssh.github.com") => "https://api.github.com",
        (ReceiverKind.GitHub, _) => $"https://{Host}/api/v3",
        (_, null or "altssh.gitlab.com") => "https://gitlab.com/api/v4",
        _ => $"https://{Host}/api/v4",
    };
}

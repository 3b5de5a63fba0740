using System.Text.RegularExpressions;

namespace Reconciler.Adapters.Git;

/// <summary>What may stand for a repository: a path, a URL, or the short form of ssh.</summary>
public static partial class GitLocation
{
    /// <summary>A URL, or <c>user@host:path</c>. What exists on this machine is a path, whatever it looks like.</summary>
    public static bool IsRemote(string location) =>
        !Directory.Exists(location) && (Url().IsMatch(location) || ShortSsh().IsMatch(location));

    /// <summary><c>https://anna:secret@host/x?token=1</c> becomes <c>https://host/x</c>.</summary>
    public static string WithoutSecrets(string location) => AfterPath().Replace(User().Replace(location, "$1"), "");

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]+://")]
    private static partial Regex Url();

    [GeneratedRegex(@"^[^/\\:]{2,}:(?!\\)")]
    private static partial Regex ShortSsh();

    [GeneratedRegex(@"^(?:([A-Za-z][A-Za-z0-9+.-]+://)[^/]*@|[^/@:]*:[^/]*@)")]
    private static partial Regex User();

    [GeneratedRegex("[?#].*$", RegexOptions.Singleline)]
    private static partial Regex AfterPath();
}

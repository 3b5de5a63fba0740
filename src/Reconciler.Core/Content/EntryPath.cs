namespace Reconciler.Core.Content;

/// <summary>The rule for paths inside packages and below a server's root. What comes from Git, a source or a server is held against it before it is used.</summary>
public static class EntryPath
{
    /// <summary>Relative, forward slashes between parts; no empty part, no <c>.</c>, no <c>..</c>, no NUL. Length and characters are the file system's matter.</summary>
    public static bool IsSafe(string path) =>
        path.Length > 0
        && !path.Contains('\0', StringComparison.Ordinal)
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>Whether <paramref name="inner"/> is <paramref name="outer"/> or lies below it. Both are safe paths.</summary>
    public static bool IsSameOrBelow(string inner, string outer, StringComparison comparison = StringComparison.Ordinal) =>
        inner.StartsWith(outer, comparison) && (inner.Length == outer.Length || inner[outer.Length] == '/');
}

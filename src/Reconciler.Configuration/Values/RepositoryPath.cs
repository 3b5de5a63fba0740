using System.Diagnostics.CodeAnalysis;

namespace Reconciler.Configuration.Values;

/// <summary>Paths that count from the repository's root, or, when they begin with <c>./</c> or <c>../</c>, from the directory of the file they stand in.</summary>
internal static class RepositoryPath
{
    public const int MaxLength = 4096;

    /// <param name="file">Where <paramref name="text"/> stands, from the repository's root.</param>
    /// <param name="path">Without <c>.</c> and <c>..</c>; empty for the root.</param>
    /// <returns>False when it leaves the repository. <see cref="ProblemOf"/> finds the rest.</returns>
    public static bool TryResolve(string text, string file, [NotNullWhen(true)] out string? path)
    {
        path = null;
        var isFromFile = text is "." or ".." || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal);
        List<string> resolved = isFromFile ? [.. file.Split('/').SkipLast(1)] : [];
        foreach (var part in text.Split('/'))
        {
            if (part == ".." && resolved.Count == 0)
                return false;

            if (part == "..")
                resolved.RemoveAt(resolved.Count - 1);
            else if (part is not ("" or "."))
                resolved.Add(part);
        }

        path = string.Join('/', resolved);
        return true;
    }

    /// <returns>Why <paramref name="text"/> cannot be such a path, as the end of a sentence; null when it can.</returns>
    public static string? ProblemOf(string text)
    {
        if (text.Length == 0)
            return "it is empty";

        if (text.Length > MaxLength)
            return $"it is longer than {MaxLength} characters";

        if (text.Contains('\0', StringComparison.Ordinal))
            return "it contains a NUL";

        if (text.Contains('\\', StringComparison.Ordinal))
            return @"it contains '\'; write '/' between the parts";

        if (text[0] == '/')
            return "paths count from the repository's root already; leave the first '/' out";

        return text.Split('/').Contains(".git", StringComparer.OrdinalIgnoreCase) ? "'.git' is no part of a commit" : null;
    }
}

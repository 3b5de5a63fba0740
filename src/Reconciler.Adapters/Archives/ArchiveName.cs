namespace Reconciler.Adapters.Archives;

/// <summary>The rule for names in archives: they lead to a place below the top, on every system that unpacks them.</summary>
internal static class ArchiveName
{
    /// <summary>What bytes that are no UTF-8 became.</summary>
    internal const char Invalid = '\uFFFD';

    /// <param name="path">With <c>./</c> and needless slashes taken out; empty for the top itself.</param>
    /// <param name="problem">The end of a sentence: <c>it is absolute</c>.</param>
    internal static bool TryGetPath(string name, out string path, out string problem)
    {
        path = string.Join('/', name.Split('/').Where(part => part is not ("" or ".")));
        problem = ProblemOf(name) ?? "";
        return problem.Length == 0;
    }

    private static string? ProblemOf(string name)
    {
        if (name.Length == 0)
            return "it is empty";
        if (name[0] == '/')
            return "it is absolute";
        if (name.Split('/', '\\').Contains(".."))
            return "it climbs out with '..'";
        if (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]))
            return "it begins with a drive";
        if (name.Contains('\\', StringComparison.Ordinal))
            return "it has a backslash, which is a part of the name on one system and a separator on another";
        return name.Contains('\0', StringComparison.Ordinal) ? "it has a NUL" : null;
    }
}

using System.Text.RegularExpressions;

namespace Reconciler.House.Tests.Documentation;

/// <summary>Links inside the repository.</summary>
internal static partial class MarkdownLinks
{
    /// <param name="file">From the root, with forward slashes.</param>
    /// <param name="read">The text of a file of the repository; null when it is a directory; throws nothing for what <paramref name="exists"/> confirmed.</param>
    public static IEnumerable<string> Violations(string file, string text, Func<string, bool> exists, Func<string, string?> read)
    {
        foreach (var link in Links().Matches(WithoutCode(text)).Select(match => match.Groups["target"].Value).Where(link => !HasScheme().IsMatch(link)))
        {
            var (path, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
            var target = path.Length == 0 ? file : Resolve(file, Uri.UnescapeDataString(path));
            if (!exists(target))
                yield return $"{file}: links to '{link}', and there is no {target}; correct the link.";
            else if (anchor is not null && read(target) is { } targetText && !Anchors(targetText).Contains(anchor))
                yield return $"{file}: links to '{link}', and {target} has no such heading; correct the link.";
        }
    }

    private static string Resolve(string file, string path)
    {
        var parts = new List<string>(path.StartsWith('/') ? [] : file.Split('/')[..^1]);
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                parts.Add(part);
        }

        return string.Join('/', parts);
    }

    /// <summary>As GitHub makes them of headings.</summary>
    private static IEnumerable<string> Anchors(string text) =>
        Headings().Matches(WithoutFences(text)).Select(match => NotInAnchors().Replace(match.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string text) => InlineCode().Replace(WithoutFences(text), "");

    private static string WithoutFences(string text) => Fences().Replace(text, "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(?:\s+""[^""]*"")?\)|^\[[^\]]+\]:\s+(?<target>\S+)", RegexOptions.Multiline)]
    private static partial Regex Links();

    [GeneratedRegex("^[a-z][a-z+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex HasScheme();

    [GeneratedRegex(@"^(?<fence>```+|~~~+).*?^\k<fence>\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^#{1,6} +(?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}

using System.Buffers;
using System.Text;

namespace Reconciler.Core.Content;

/// <summary>The rule for paths inside packages and below a server's root. What comes from Git, a source or a server is held against it before it is used.</summary>
public static class EntryPath
{
    /// <summary>
    /// Relative, forward slashes between parts; no empty part, no <c>.</c>, no <c>..</c>, no NUL, and no half of a surrogate pair, which has
    /// no UTF-8. Length and other characters are the file system's matter.
    /// </summary>
    public static bool IsSafe(string path) =>
        path.Length > 0
        && !path.Contains('\0', StringComparison.Ordinal)
        && IsUnicode(path)
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>Whether <paramref name="inner"/> is <paramref name="outer"/> or lies below it. Both are safe paths.</summary>
    public static bool IsSameOrBelow(string inner, string outer, StringComparison comparison = StringComparison.Ordinal) =>
        inner.StartsWith(outer, comparison) && (inner.Length == outer.Length || inner[outer.Length] == '/');

    private static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var i)
        {
            if (Rune.DecodeFromUtf16(text[i..], out _, out var consumed) != OperationStatus.Done)
                return false;

            text = text[(i + consumed)..];
        }

        return true;
    }
}

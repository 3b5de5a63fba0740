namespace Reconciler.Adapters.Servers.Forms;

/// <summary>The byte order of paths in UTF-8, which is not that of UTF-16: surrogates stand for characters beyond U+FFFF.</summary>
internal sealed class PathOrder : IComparer<string>
{
    public static readonly PathOrder Utf8 = new();

    public int Compare(string? x, string? y)
    {
        var common = x.AsSpan().CommonPrefixLength(y);
        return common == x?.Length || common == y?.Length
            ? (x?.Length ?? 0).CompareTo(y?.Length ?? 0)
            : Weight(x![common]).CompareTo(Weight(y![common]));
    }

    private static int Weight(char c) => c >= '\uE000' ? c - 0x800 : c >= '\uD800' ? c + 0x2000 : c;
}

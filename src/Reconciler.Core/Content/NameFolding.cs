using System.Runtime.InteropServices;
using System.Text;

namespace Reconciler.Core.Content;

/// <summary>Which names are the same to a server that looks at neither case nor Unicode form (Windows, macOS).</summary>
public static class NameFolding
{
    /// <summary>Equal for such names. Only for comparing: it is no name to show.</summary>
    public static string Fold(string name)
    {
        if (Ascii.IsValid(name))
            return name.ToUpperInvariant();

        var apart = new List<char>(name.Length * 2);
        foreach (var character in name)
            CanonicalDecomposition.Append(apart, character);
        return new string(CollectionsMarshal.AsSpan(apart)).ToUpperInvariant();
    }
}

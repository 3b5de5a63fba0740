using System.Text.RegularExpressions;

namespace Reconciler.House.Tests.Style;

/// <summary>Paths that exist on one person's machine only.</summary>
internal static partial class MachinePaths
{
    public static IEnumerable<string> Violations(string file, string text) =>
        Somebodys().Matches(text).Select(match => $"{file}: names '{match.Value}', a path of somebody's own machine; write a relative path or /srv.");

    [GeneratedRegex(@"(?<![\w.~-])/(hom[e]/[a-z]\w*|Users/[A-Za-z]\w*|root/[\w.]+|wor[k]/\w+|tmp/w[t]\b|tmp/bi[n]\b)|[A-Z]:\\Users\\\w+")]
    private static partial Regex Somebodys();
}

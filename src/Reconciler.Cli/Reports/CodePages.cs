using System.Text;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports;

/// <summary>The page of each code of a diagnostic, in Markdown: <c>Diagnostics/Codes</c> of Core, which travels inside the program.</summary>
internal static class CodePages
{
    private const string Prefix = "codes/";
    private const string Extension = ".md";
    private const string FrontMatterLine = "---\n";

    /// <summary><c>RCN2004</c>, sorted.</summary>
    internal static string[] Codes { get; } =
    [
        .. typeof(CodePages).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether somebody who types this means a code.</summary>
    internal static bool IsCode(string text) => text.StartsWith("RCN", StringComparison.OrdinalIgnoreCase);

    /// <param name="code">In letters of either case.</param>
    /// <returns>Null when there is no such code.</returns>
    internal static string? Find(string code)
    {
        using var resource = typeof(CodePages).Assembly.GetManifestResourceStream(Prefix + code.ToUpperInvariant() + Extension);
        if (resource is null)
            return null;

        using var reader = new StreamReader(resource, Encoding.UTF8);
        return WithoutFrontMatter(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    /// <summary>The codes that a misspelt one may have been meant to be, the likeliest first.</summary>
    internal static IEnumerable<string> Near(string code)
    {
        var wanted = code.ToUpperInvariant();
        return Codes.OrderBy(known => NearestName.Distance(wanted, known)).ThenBy(known => Math.Abs(Number(known) - Number(wanted))).Take(3);
    }

    private static int Number(string code) => int.TryParse(code.AsSpan(3), out var number) ? number : 0;

    private static string WithoutFrontMatter(string page)
    {
        if (!page.StartsWith(FrontMatterLine, StringComparison.Ordinal))
            return page;

        var end = page.IndexOf("\n" + FrontMatterLine, StringComparison.Ordinal);
        return page[(end + FrontMatterLine.Length + 1)..].TrimStart('\n');
    }
}

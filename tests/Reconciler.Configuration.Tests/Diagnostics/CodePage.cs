using System.Text.RegularExpressions;
using Reconciler.Configuration.Input;

namespace Reconciler.Configuration.Tests.Diagnostics;

/// <summary>A page of <c>src/Reconciler.Core/Diagnostics/Codes</c>: what a code means, an example that fails, and the same example mended.</summary>
/// <param name="Needs">What the example needs besides configuration files; null when it can be read as it stands.</param>
/// <param name="Text">As the file has it.</param>
internal sealed partial record CodePage(string Code, string? Needs, string Text)
{
    public static CodePage Of(string file)
    {
        var text = System.IO.File.ReadAllText(file);
        var needs = FrontMatter().Match(text);
        return new(Path.GetFileNameWithoutExtension(file), needs.Success ? needs.Groups["needs"].Value : null, text);
    }

    /// <summary><c>unknown field</c></summary>
    public string Title => Heading().Match(Text).Groups["title"].Value;

    public ConfigurationFile[] Fails => Files("Fails");

    public ConfigurationFile[] Mended => Files("Mended");

    /// <remarks>A fence may name its file behind <c>yaml</c>; else it is <c>estate.yaml</c>.</remarks>
    private ConfigurationFile[] Files(string section)
    {
        var start = Text.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        if (start < 0)
            return [];

        var end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return
        [
            .. Fences().Matches(end < 0 ? Text[start..] : Text[start..end])
                .Select(fence => Given.File(fence.Groups["file"].Success ? fence.Groups["file"].Value : "estate.yaml", fence.Groups["text"].Value)),
        ];
    }

    [GeneratedRegex(@"\A---\nneeds: (?<needs>bytes|size|content|site server)\n---\n")]
    private static partial Regex FrontMatter();

    [GeneratedRegex(@"^# RCN\d{4}: (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```(yaml|text)( (?<file>\S+))?\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}

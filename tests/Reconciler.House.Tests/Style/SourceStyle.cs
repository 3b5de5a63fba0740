using System.Text.RegularExpressions;

namespace Reconciler.House.Tests.Style;

/// <summary>What can be seen of a source file without compiling it.</summary>
internal static partial class SourceStyle
{
    public const int MaxLines = 300;

    /// <summary>Files named after a family of small records that has no base: the registers of a Transfer Package.</summary>
    private static readonly HashSet<string> families = ["Registers"];

    /// <param name="file">From the repository's root, with forward slashes.</param>
    public static IEnumerable<string> Violations(string file, string text) =>
        [.. Unwanted(file, text), .. Names(file, text), .. Length(file, text), .. Namespace(file, text)];

    public static int LineCount(string text) => text.TrimEnd('\n').Count(c => c == '\n') + 1;

    private static IEnumerable<string> Unwanted(string file, string text)
    {
        foreach (Match match in UnwantedWords().Matches(text))
        {
            yield return $"{file}:{text[..match.Index].Count(c => c == '\n') + 1}: '{match.Value.Trim()}'; " + match.Value.Trim() switch
            {
                ['#', ..] => "a file that needs regions is several files.",
                ['a', ..] => "return a Task, so that somebody can await it.",
                _ => "finish it, or file an issue.",
            };
        }
    }

    private static IEnumerable<string> Names(string file, string text)
    {
        var types = TopLevelTypes().Matches(text).Select(match => match.Groups["name"].Value).ToArray();
        foreach (var type in types.Where(type => VagueSuffix().IsMatch(type)))
            yield return $"{file}: the type {type} does not say what it does; name the job, or put the method on the type that it serves.";

        var stem = file[(file.LastIndexOf('/') + 1)..].Split('.')[0];
        if (types.Length > 0 && types[0] != stem && !families.Contains(stem))
            yield return $"{file}: its first type is {types[0]}; a file is named after its first type.";
    }

    private static IEnumerable<string> Length(string file, string text)
    {
        if (LineCount(text) is > MaxLines and var count)
            yield return $"{file}: {count} lines, at most {MaxLines}; it holds more than one concept.";
    }

    private static IEnumerable<string> Namespace(string file, string text)
    {
        var folder = file[..file.LastIndexOf('/')].Replace("tests/Testing", "tests/Reconciler.Testing", StringComparison.Ordinal).Replace("tests/Benchmarks", "tests/Reconciler.Benchmarks", StringComparison.Ordinal);
        var expected = string.Join('.', folder.Split('/').Skip(1));
        if (NamespaceLine().Match(text) is { Success: true } match && match.Groups["name"].Value != expected)
            yield return $"{file}: its namespace is {match.Groups["name"].Value}; folders are namespaces, so {expected}.";
    }

    [GeneratedRegex(@"^[ \t]*#regio[n]\b|\basync\s+voi[d]\b|\b(TOD[O]|FIXM[E]|HAC[K])\b", RegexOptions.Multiline)]
    private static partial Regex UnwantedWords();

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|unsafe|ref)\s+)*(?:class|interface|enum|record\s+struct|record\s+class|record|struct|delegate\s+\S+)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelTypes();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilities|Common)$")]
    private static partial Regex VagueSuffix();

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}

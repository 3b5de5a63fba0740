using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Calls;

/// <summary>How an answer is told, and in which files besides. Each verb says which formats it has.</summary>
internal static class FormatOptions
{
    private const string OutputName = "--output";

    private const string ReportName = "--report";

    internal static Option<OutputFormat> Output(params OutputFormat[] formats)
    {
        string[] words = [.. formats.Select(format => format.Word())];
        var option = new Option<OutputFormat>(OutputName, "-o")
        {
            Description = $"{List(words)}; text without it",
            HelpName = "FORMAT",
            CustomParser = result => Parse(result, formats, words),
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(NameCompletion.Words(words));
        return option;
    }

    /// <param name="formats">Those that a file may have.</param>
    internal static Option<string[]> Report(params OutputFormat[] formats)
    {
        string[] extensions = [.. formats.Select(format => format.Extension()!)];
        var option = new Option<string[]>(ReportName)
        {
            Description = $"Write it to this file, too (repeatable); its extension says the format: {List(extensions)}",
            HelpName = "FILE",
        };
        option.Validators.Add(result =>
        {
            foreach (var file in result.Tokens.Select(token => token.Value).Where(file => OutputFormats.Of(file) is not { } format || !formats.Contains(format)))
                result.AddError($"{ReportName} is '{file}', and a report's extension says its format: {List(extensions)}");
        });
        return option;
    }

    internal static OutputFormat OutputOf(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.OfType<Option<OutputFormat>>().FirstOrDefault() is { } option ? parsed.GetValue(option) : OutputFormat.Text;

    /// <summary>In the order in which they were given.</summary>
    internal static ImmutableArray<string> ReportsOf(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.OfType<Option<string[]>>().FirstOrDefault(option => option.Name == ReportName) is { } option ? [.. parsed.GetValue(option) ?? []] : [];

    private static OutputFormat Parse(ArgumentResult result, OutputFormat[] formats, string[] words)
    {
        var word = result.Tokens[0].Value;
        var index = Array.FindIndex(words, known => string.Equals(known, word, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
            return formats[index];

        result.AddError($"{OutputName} is '{word}', and it takes {List(words)}{NearestName.Question(NearestName.Of(word, words))}");
        return OutputFormat.Text;
    }

    /// <summary><c>text, json or github</c></summary>
    private static string List(string[] words) => words is [.. var first, var last] && first.Length > 0 ? $"{string.Join(", ", first)} or {last}" : string.Concat(words);
}

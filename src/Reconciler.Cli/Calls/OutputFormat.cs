namespace Reconciler.Cli.Calls;

/// <summary>How an answer is told. The words by which they are asked for are the names, in small letters.</summary>
internal enum OutputFormat
{
    /// <summary>For people; as a file, without colours.</summary>
    Text,

    Json,

    /// <summary>The comment on a pull request.</summary>
    Markdown,

    /// <summary>One page for a browser, which needs no other file.</summary>
    Html,

    /// <summary>Workflow commands of GitHub Actions: annotations.</summary>
    GitHub,

    /// <summary>Of the diagnostics, for code scanning.</summary>
    Sarif,
}

internal static class OutputFormats
{
    internal static string Word(this OutputFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>By which a report's file says its format; null where a format is for standard output only.</summary>
    internal static string? Extension(this OutputFormat format) => format switch
    {
        OutputFormat.Text => ".txt",
        OutputFormat.Json => ".json",
        OutputFormat.Markdown => ".md",
        OutputFormat.Html => ".html",
        OutputFormat.Sarif => ".sarif",
        _ => null,
    };

    /// <summary>The format of a report; null when its name does not say one.</summary>
    internal static OutputFormat? Of(string file) => Enum.GetValues<OutputFormat>()
        .Where(format => string.Equals(format.Extension(), Path.GetExtension(file), StringComparison.OrdinalIgnoreCase))
        .Select(format => (OutputFormat?)format)
        .FirstOrDefault();
}

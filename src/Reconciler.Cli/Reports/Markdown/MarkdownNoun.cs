using System.Globalization;

namespace Reconciler.Cli.Reports.Markdown;

/// <summary>What the rows of a part of a comment are, for the count of those that are left out.</summary>
internal sealed record MarkdownNoun(string One, string Many)
{
    /// <summary><c>4,812 actions</c></summary>
    internal string Count(int number) => $"{Number(number)} {(number == 1 ? One : Many)}";

    internal static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

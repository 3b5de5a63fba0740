using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Reports;

/// <summary>Breaks a sentence into lines between its words.</summary>
internal static class TextWrap
{
    /// <param name="room">Columns. A longer word stands on a line of its own.</param>
    /// <returns>Nothing for an empty text.</returns>
    internal static IEnumerable<string> Lines(string text, int room)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && DisplayWidth.Of(line) + 1 + DisplayWidth.Of(word) > room)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
            yield return line;
    }
}

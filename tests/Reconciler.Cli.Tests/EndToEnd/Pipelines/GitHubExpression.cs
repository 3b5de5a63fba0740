using System.Globalization;
using System.Text.RegularExpressions;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>As much of GitHub's expressions as our actions and workflows use; whatever else stands there is an error.</summary>
/// <remarks>https://docs.github.com/actions/reference/workflows-and-actions/expressions</remarks>
/// <param name="contexts">A value by its whole name, such as <c>inputs.base</c>; what is not there is empty.</param>
internal sealed partial class GitHubExpression(Func<string, string?> contexts)
{
    /// <summary>A text with <c>${{ … }}</c> in it.</summary>
    internal string Fill(string text) => Parts().Replace(text, part => Value(part.Groups["expression"].Value));

    /// <summary>A condition, with or without its brackets.</summary>
    internal bool Holds(string condition) => IsTrue(Value(Parts().Match(condition) is { Success: true } part ? part.Groups["expression"].Value : condition));

    private string Value(string expression)
    {
        var tokens = new Queue<string>(Tokens().Matches(expression).Select(token => token.Value));
        if (string.Concat(tokens) != Blanks().Replace(expression, match => match.Value[0] == '\'' ? match.Value : ""))
            throw new FormatException($"not read by this test: {expression}");

        var value = Or(tokens);
        return tokens.Count == 0 ? value : throw new FormatException($"not read by this test: {expression}");
    }

    private string Or(Queue<string> tokens)
    {
        var left = And(tokens);
        while (Take(tokens, "||"))
        {
            var right = And(tokens);
            left = IsTrue(left) ? left : right;
        }

        return left;
    }

    private string And(Queue<string> tokens)
    {
        var left = Comparison(tokens);
        while (Take(tokens, "&&"))
        {
            var right = Comparison(tokens);
            left = IsTrue(left) ? right : left;
        }

        return left;
    }

    private string Comparison(Queue<string> tokens)
    {
        var left = Primary(tokens);
        if (Take(tokens, "=="))
            return Text(string.Equals(left, Primary(tokens), StringComparison.OrdinalIgnoreCase));
        return Take(tokens, "!=") ? Text(!string.Equals(left, Primary(tokens), StringComparison.OrdinalIgnoreCase)) : left;
    }

    private string Primary(Queue<string> tokens)
    {
        var token = tokens.Dequeue();
        if (token[0] == '\'')
            return token[1..^1].Replace("''", "'", StringComparison.Ordinal);
        if (token == "always" && Take(tokens, "(") && Take(tokens, ")"))
            return Text(true);
        return token == "format" && Take(tokens, "(") ? Format(tokens) : contexts(token) ?? "";
    }

    private string Format(Queue<string> tokens)
    {
        var form = Or(tokens);
        var values = new List<string>();
        while (Take(tokens, ","))
            values.Add(Or(tokens));
        return Take(tokens, ")") ? string.Format(CultureInfo.InvariantCulture, form, [.. values]) : throw new FormatException("format without its end");
    }

    private static bool Take(Queue<string> tokens, string wanted)
    {
        var isThere = tokens.TryPeek(out var next) && next == wanted;
        if (isThere)
            tokens.Dequeue();
        return isThere;
    }

    private static string Text(bool value) => value ? "true" : "";

    private static bool IsTrue(string value) => value.Length > 0 && value != "false";

    [GeneratedRegex(@"\$\{\{\s*(?<expression>.*?)\s*\}\}", RegexOptions.Singleline)]
    private static partial Regex Parts();

    [GeneratedRegex(@"'(?:[^']|'')*'|\|\||&&|==|!=|[(),]|[A-Za-z_][\w.-]*")]
    private static partial Regex Tokens();

    [GeneratedRegex(@"'(?:[^']|'')*'|\s+")]
    private static partial Regex Blanks();
}

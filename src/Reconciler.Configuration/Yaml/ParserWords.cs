using YamlDotNet.Core;

namespace Reconciler.Configuration.Yaml;

/// <summary>What the YAML parser complains of, in words that say what stands there and what to do.</summary>
internal static class ParserWords
{
    private static readonly (string Complaint, string Problem, string Help)[] known =
    [
        ("expected ',' or '}'", "a mapping that begins with '{' does not go on or end here", "look for a missing ',' or '}'"),
        ("expected ',' or ']'", "a list that begins with '[' does not go on or end here", "look for a missing ',' or ']'"),
        ("quoted scalar, found unexpected end of stream", "a quoted text does not end", "add the missing quote"),
        ("quoted scalar, found unexpected document indicator", "a quoted text does not end before this document does", "add the missing quote"),
        ("cannot start any token", "no value can begin with this character", "put the value in quotes"),
        ("found invalid mapping", "there is a ': ' too many in this line", "put a value that holds ': ' in quotes, or begin a new line"),
        ("Mapping values are not allowed", "there is no key before this ':'", "put a value that holds ': ' in quotes, or look at the indentation"),
        ("did not find expected key", "this is no key of the mapping above", "begin the fields of one mapping in the same column, each with its ':'"),
        ("expected '-' indicator", "this is no item of the list above", "begin the items of one list in the same column, each with '- '"),
        ("sequence entries are not allowed", "a list cannot begin here", "begin it on a line of its own"),
        ("could not find expected ':'", "a ':' is missing here", "write 'key: value'"),
        ("unknown escape character", "this escape does not exist in double quotes", @"write '\\' for a backslash, or use single quotes"),
        ("hexadecimal number", "this escape is not complete", @"write '\x' with 2, '\u' with 4 or '\U' with 8 hexadecimal digits"),
        ("disallowed: []{},", "an anchor or alias cannot be called this", "put a value that begins with '&' or '*' in quotes"),
        ("expected <document start>", "the document has ended, and something follows", "begin another document with a line '---'"),
        ("expected <document end>", "the document has ended, and something follows", "begin another document with a line '---'"),
        ("undefined tag handle", "the tag's handle is not declared", "remove the tag: values keep their text"),
    ];

    /// <summary>Whether it helps to see where the brackets began.</summary>
    public static bool IsAboutBrackets(Exception exception) => exception.Message.Contains("expected ',' or", StringComparison.Ordinal);

    public static (string Problem, string Help) Of(Exception exception)
    {
        const string usualHelp = "look for a missing bracket, comma, colon or quote";
        if (exception is not YamlException || exception.Message.Length == 0)
            return ("this ends the parser's understanding", usualHelp);

        foreach (var (complaint, problem, help) in known)
        {
            if (exception.Message.Contains(complaint, StringComparison.Ordinal))
                return (problem, help);
        }

        var sentence = exception.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return (char.ToLowerInvariant(sentence[0]) + sentence[1..], usualHelp);
    }
}

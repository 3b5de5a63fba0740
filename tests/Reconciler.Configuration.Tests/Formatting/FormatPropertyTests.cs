using CsCheck;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests.Formatting;

/// <summary>Texts that people might write: fields in any order, blocks and braces, comments and blank lines anywhere.</summary>
public sealed class FormatPropertyTests
{
    private static readonly Gen<string> Word = Gen.OneOf<string>("london", "'a b'", "\"x: # y\"", "1.10", "no", "~", "", "a-b");

    private static readonly Gen<string> Key = Gen.OneOf<string>("apiVersion", "kind", "metadata", "name", "labels", "spec", "site", "address", "retain", "'quoted'", "x");

    private static readonly Gen<string> Comment = Gen.OneOf<string>("", "", "", "  # beside", " # it's: [odd] {x");

    private static readonly Gen<string> Above = Gen.OneOf<string>("", "", "", "\n", "# above\n", "\n# above: x\n\n", "    # deep\n", "# - a\n# b\n");

    private static readonly Gen<int> Step = Gen.OneOf<int>(1, 2, 4);

    [Fact]
    public void Format_AnyText_MeansTheSameAndIsStable() =>
        Gen.Select(Block(3, 0), Gen.Bool).Array[1, 3].Sample(
            documents =>
            {
                var text = string.Concat(documents.Select((document, i) => (i > 0 || document.Item2 ? "---\n" : "") + document.Item1));
                var file = ConfigurationFormat.Format(File("a.yaml", text));
                if (file.Problems.Length > 0)
                    return;

                // The format itself compares what it wrote with what it read, and gives up when they differ: here it never should.
                Assert.True(file.Text is not null, text);
                Assert.Equal(file.Text, ConfigurationFormat.Format(File("a.yaml", file.Text)).Text);
                Assert.Equal(Codes(text), Codes(file.Text));
            },
            iter: 3000);

    private static string[] Codes(string text) => [.. Text(text).Diagnostics.Select(problem => $"{problem.Code} {problem.Message}").Order(StringComparer.Ordinal)];

    private static Gen<string> Block(int depth, int indent) =>
        Gen.Select(Gen.Select(Key, Value(depth, indent), Above).Array[1, 4], Gen.Bool, (entries, isList) => isList && indent > 0
            ? string.Concat(entries.Select(entry => entry.Item3 + Blanks(indent) + "-" + entry.Item2))
            : string.Concat(entries.DistinctBy(entry => entry.Item1).Select(entry => entry.Item3 + Blanks(indent) + entry.Item1 + ":" + entry.Item2)));

    /// <summary>From behind the colon or dash to the end of the last line.</summary>
    private static Gen<string> Value(int depth, int indent)
    {
        var scalar = Gen.Select(Word, Comment, (word, comment) => $" {word}{comment}\n");
        var flow = Gen.Select(Gen.Select(Key, Word).Array[0, 3], Comment, (pairs, comment) =>
            $" {{ {string.Join(", ", pairs.DistinctBy(pair => pair.Item1).Select(pair => $"{pair.Item1}: {pair.Item2}"))} }}{comment}\n");
        var list = Gen.Select(Word.Where(word => word.Length > 0).Array[0, 3], Comment, Gen.Bool, (words, comment, isLong) =>
            isLong ? $" [{string.Join($", # item\n{Blanks(indent + 3)}", words)}\n{Blanks(indent + 2)}]{comment}\n" : $" [{string.Join(",", words)}]{comment}\n");
        var literal = Gen.Select(Gen.OneOf<string>("|", ">-", "|+", "|2"), Gen.OneOf<string>("one\n", "one\n\n  two\n", "# no comment\n"), (header, lines) =>
            $" {header}\n{string.Concat(lines.Split('\n')[..^1].Select(line => line.Length == 0 ? "\n" : $"{Blanks(indent + 2)}{line}\n"))}");
        if (depth == 0)
            return Gen.OneOf(scalar, flow, list, literal);

        var block = Step.SelectMany(step => Gen.Select(Comment, Block(depth - 1, indent + step), (comment, inner) => $"{comment}\n{inner}"));
        return Gen.OneOf(scalar, flow, list, literal, block, block);
    }

    private static string Blanks(int count) => new(' ', count);
}

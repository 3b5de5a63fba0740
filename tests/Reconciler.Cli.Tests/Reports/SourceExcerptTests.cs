using CsCheck;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Tests.Reports;

public class SourceExcerptTests
{
    private static readonly string[] Pieces = ["a", "b: ", "\t", "東", "\u0301", "📦", "\ud83d", "\0", "\u200b"];

    [Theory]
    [InlineData("retain: two", 9, 3, "retain: two|        ^^^")]
    [InlineData("\tretain: two", 2, 6, "    retain: two|    ^^^^^^")]
    [InlineData("a\tb: c", 3, 1, "a   b: c|    ^")]
    [InlineData("名前: 東京", 5, 2, "名前: 東京|      ^^^^")]
    [InlineData("Mu\u0308nchen: x", 11, 1, "Mu\u0308nchen: x|         ^")]
    [InlineData("📦: box", 5, 3, "📦: box|    ^^^")]
    [InlineData("a: \0b", 4, 1, "a: \\u0000b|   ^^^^^^")]
    [InlineData("a: \u202eb", 5, 1, "a: \\u202eb|         ^")]
    [InlineData("a:", 3, 1, "a:|  ^")]
    [InlineData("", 1, 1, "|^")]
    [InlineData("short", 40, 9, "short|     ^")]
    public void Of_LineThatFits_UnderlinesExactlyThePlace(string line, int column, int length, string expected) =>
        Assert.Equal(expected, Drawn(SourceExcerpt.Of(line, column, length, 40)));

    [Theory]
    [InlineData(1, 3, "abcdefghijklmnopqr…|^^^")]
    [InlineData(50, 3, "…pqrstuvwxyzabcdefg…|         ^^^")]
    [InlineData(76, 3, "…ijklmnopqrstuvwxyz|                ^^^")]
    [InlineData(27, 40, "…abcdefghijklmnopqr…| ^^^^^^^^^^^^^^^^^^")]
    public void Of_LongLine_IsCutAroundThePlace(int column, int length, string expected)
    {
        var line = string.Concat(Enumerable.Repeat("abcdefghijklmnopqrstuvwxyz", 3));

        Assert.Equal(expected, Drawn(SourceExcerpt.Of(line, column, length, 20)));
    }

    [Fact]
    public void Of_LineOfTenMillionCharacters_IsCutAtOnce() =>
        Assert.Equal("…" + new string('x', 58) + "…", SourceExcerpt.Of(new string('x', 10_000_000), 5_000_000, 1, 60).Line);

    [Fact]
    public void Of_AnyLine_FitsAndUnderlinesInside() =>
        Gen.Select(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 200].Select(string.Concat), Gen.Int[1, 300], Gen.Int[1, 300], Gen.Int[20, 120])
            .Sample((line, column, length, room) =>
            {
                var excerpt = SourceExcerpt.Of(line, column, length, room);

                Assert.True(DisplayWidth.Of(excerpt.Line) <= room, excerpt.ToString());
                Assert.InRange(excerpt.Before, 0, DisplayWidth.Of(excerpt.Line));
                Assert.InRange(excerpt.Columns, 1, Math.Max(1, DisplayWidth.Of(excerpt.Line) - excerpt.Before));
                Assert.DoesNotContain(excerpt.Line, char.IsControl);
            });

    private static string Drawn(SourceExcerpt excerpt) => $"{excerpt.Line}|{new string(' ', excerpt.Before)}{new string('^', excerpt.Columns)}";
}

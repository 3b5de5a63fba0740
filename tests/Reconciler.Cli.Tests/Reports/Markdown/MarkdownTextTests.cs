using Reconciler.Cli.Reports.Markdown;

namespace Reconciler.Cli.Tests.Reports.Markdown;

public class MarkdownTextTests
{
    [Theory]
    [InlineData("Add dp-lon-02 to the stores", "Add `dp-lon-02` to the stores")]
    [InlineData("Fix the viewer (again), don't ask!", "Fix the viewer (again), don't ask!")]
    [InlineData("12.4 MiB to 1 server, 30% done", "12.4 MiB to 1 server, 30% done")]
    [InlineData("maxRemovals.perPlan allows 500", "`maxRemovals.perPlan` allows 500")]
    [InlineData("unknown field 'bandwith'; did you mean 'bandwidth'?", "unknown field 'bandwith'; did you mean 'bandwidth'?")]
    [InlineData("a read-only - but mounted - disk", "a read-only - but mounted - disk")]
    [InlineData("Schließe Straße, précisément", "Schließe Straße, précisément")]
    [InlineData("thanks @octocat, see #12 and KEY-7", "thanks `@octocat`, see `#12` and `KEY-7`")]
    [InlineData("revert deadbeef", "revert `deadbeef`")]
    [InlineData("see xwww.", "see `xwww`.")]
    [InlineData("a <b> `tick` | [x](y)", "a `<b>` `` `tick` `` `|` `[x](y)`")]
    [InlineData("(1 suspended until 2026-12-01 14:03Z, v3.1).", "(1 suspended until 2026-12-01 14:03Z, `v3.1`).")]
    [InlineData("two\nlines\tand more", "two lines and more")]
    public void Prose_LetsPlainWordsThrough_AndShowsTheRestAsCode(string text, string expected) => Assert.Equal(expected, MarkdownText.Prose(text));

    [Fact]
    public void Prose_TooLong_IsCutBetweenWords() => Assert.Equal("one two …", MarkdownText.Prose("one two three four", most: 10));

    [Theory]
    [InlineData("", "–")]
    [InlineData("3.1", "`3.1`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`a", "`` `a ``")]
    [InlineData(" a ", "`  a  `")]
    [InlineData("a\nb", "`a\\nb`")]
    [InlineData("a\u200Bb", "`a\\u200bb`")]
    [InlineData("stores/london.yaml:12", "`stores/london.yaml:12`")]
    public void Code_HoldsWhateverItIs(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text));

    [Fact]
    public void Code_TooLong_LosesItsMiddle() => Assert.Equal("`folder…e.txt`", MarkdownText.Code("folder/another/file.txt", most: 13));
}

using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Tests.Terminals;

public class VisibleTextTests
{
    [Theory]
    [InlineData("plain, with Ünïcode 東京", "plain, with Ünïcode 東京")]
    [InlineData("two\nlines\tand\rmore", @"two\nlines\tand\rmore")]
    [InlineData("\u001b[31mred", @"\u001b[31mred")]
    [InlineData("\u009bcsi", @"\u009bcsi")]
    [InlineData("safe\u202Etxt.exe", @"safe\u202etxt.exe")]
    [InlineData("a\u2028b", @"a\u2028b")]
    public void Of_Text_NeverReachesTheTerminalAsACommand(string text, string expected) => Assert.Equal(expected, VisibleText.Of(text));
}

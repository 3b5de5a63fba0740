using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Tests.Terminals;

public class DisplayWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("dp-lon-01", 9)]
    [InlineData("Müller", 6)]
    [InlineData("Mu\u0308ller", 6)]
    [InlineData("東京", 4)]
    [InlineData("ｶﾅ", 2)]
    [InlineData("📦 box", 6)]
    [InlineData("a\u200Bb", 2)]
    public void Of_Text_CountsColumns(string text, int expected) => Assert.Equal(expected, DisplayWidth.Of(text));
}

using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Content;

public class NameFoldingTests
{
    [Theory]
    [InlineData("README", "readme")]
    [InlineData("caf\u00E9", "cafe\u0301")]
    [InlineData("CAF\u00C9", "cafe\u0301")]
    [InlineData("\u1EC7", "e\u0323\u0302")]
    [InlineData("\u1EC7", "e\u0302\u0323")]
    [InlineData("\u1EC7", "\u1EB9\u0302")]
    [InlineData("\u212B", "\u00E5")]
    [InlineData("\u212A", "k")]
    [InlineData("\u03AC", "\u1F71")]
    [InlineData("\u0439", "\u0438\u0306")]
    [InlineData("\u304C", "\u304B\u3099")]
    [InlineData("\uD55C", "\u1112\u1161\u11AB")]
    [InlineData("\uAC00", "\u1100\u1161")]
    [InlineData("\u01D6", "u\u0308\u0304")]
    public void Fold_WaysToWriteTheSame_AreEqual(string one, string other) =>
        Assert.Equal(NameFolding.Fold(one), NameFolding.Fold(other));

    [Theory]
    [InlineData("a", "b")]
    [InlineData("e\u0301", "e\u0300")]
    [InlineData("u\u0304\u0308", "u\u0308\u0304")]
    [InlineData("\uAC00", "\uAC01")]
    [InlineData("\uFB01", "fi")]
    [InlineData("\U0001F600", "\U0001F601")]
    public void Fold_OtherNames_Differ(string one, string other) =>
        Assert.NotEqual(NameFolding.Fold(one), NameFolding.Fold(other));
}

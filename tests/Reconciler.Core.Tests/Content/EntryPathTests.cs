using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Content;

public class EntryPathTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a/b/c")]
    [InlineData("...")]
    [InlineData("..a/a..")]
    [InlineData(" ")]
    [InlineData("-rf")]
    [InlineData("line\nfeed")]
    [InlineData("back\\slash")]
    [InlineData("\U0001F600")]
    public void IsSafe_OddButHarmless_Yes(string path) => Assert.True(EntryPath.IsSafe(path));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/etc/passwd")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("./a")]
    [InlineData("a/./b")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/..")]
    [InlineData("a/../../b")]
    [InlineData("nul\0byte")]
    public void IsSafe_LeadsElsewhere_No(string path) => Assert.False(EntryPath.IsSafe(path));

    // A char, not a string: attributes are stored in UTF-8, which has no half pairs.
    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void IsSafe_HalfASurrogatePair_No(int half)
    {
        Assert.False(EntryPath.IsSafe($"\U0001F600{(char)half}"));
        Assert.False(EntryPath.IsSafe($"{(char)half}a"));
    }

    [Theory]
    [InlineData("apps", "apps", true)]
    [InlineData("apps/viewer", "apps", true)]
    [InlineData("apps2", "apps", false)]
    [InlineData("apps", "apps/viewer", false)]
    [InlineData("Apps/viewer", "apps", false)]
    public void IsSameOrBelow_Ordinal_GoesByWholeParts(string inner, string outer, bool expected) =>
        Assert.Equal(expected, EntryPath.IsSameOrBelow(inner, outer));

    [Fact]
    public void IsSameOrBelow_IgnoringCase_SeesThroughIt() =>
        Assert.True(EntryPath.IsSameOrBelow("Apps/viewer", "apps", StringComparison.OrdinalIgnoreCase));
}

using CsCheck;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Tests.Diagnostics;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("bandwith", "bandwidth")]
    [InlineData("adress", "address")]
    [InlineData("ADDRESS", "address")]
    [InlineData("reatin", "retain")]
    [InlineData("sit", "site")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("completely-else", null)]
    public void Of_FindsWhatWasMeant(string misspelt, string? expected) =>
        Assert.Equal(expected, NearestName.Of(misspelt, ["address", "bandwidth", "retain", "site", "sites"]));

    [Fact]
    public void Of_EquallyNear_TakesTheFirstInOrder() => Assert.Equal("dp-a", NearestName.Of("dp-x", ["dp-c", "dp-a", "dp-b"]));

    [Fact]
    public void Of_HugeName_IsNotTried() => Assert.Null(NearestName.Of(new string('a', 1000), [new string('a', 1000)]));

    [Fact]
    public void Distance_IsSymmetricAndZeroOnlyForEquals()
    {
        var words = Gen.String[Gen.Char["abc"], 0, 6];
        Gen.Select(words, words).Sample((a, b) => NearestName.Distance(a, b) == NearestName.Distance(b, a) && (NearestName.Distance(a, b) == 0) == (a == b));
    }

    [Theory]
    [InlineData("ab", "ba", 1)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_CountsEdits(string a, string b, int expected) => Assert.Equal(expected, NearestName.Distance(a, b));
}

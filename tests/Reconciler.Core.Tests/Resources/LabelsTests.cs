using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Resources;

public class LabelsTests
{
    private static Labels Of(params (string Key, string Value)[] pairs) => Labels.Of(pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));

    [Fact]
    public void OverriddenBy_SameKey_NearerWins()
    {
        var merged = Of(("region", "emea"), ("tier", "store")).OverriddenBy(Of(("tier", "hub"), ("city", "london")));

        Assert.Equal(Of(("city", "london"), ("region", "emea"), ("tier", "hub")), merged);
    }

    [Fact]
    public void Equals_AnyOrder_IsTheSame()
    {
        var one = Of(("a", "1"), ("b", "2"));
        var other = Of(("b", "2"), ("a", "1"));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Equals_OtherValue_IsAnother() => Assert.NotEqual(Of(("a", "1")), Of(("a", "2")));

    [Fact]
    public void Indexer_MissingKey_IsNull() => Assert.Null(Of(("a", "1"))["A"]);

    [Fact]
    public void With_KnownKey_Replaces() => Assert.Equal(Of(("site", "paris")), Of(("site", "london")).With("site", "paris"));

    [Fact]
    public void Enumeration_Always_IsSortedByKey() => Assert.Equal(["B", "a", "c"], Of(("c", ""), ("a", ""), ("B", "")).Select(pair => pair.Key));
}

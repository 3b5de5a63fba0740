using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Resources;

public class LabelSelectorTests
{
    private static readonly Labels store = Labels.None.With("tier", "store").With("region", "emea");

    // As Kubernetes has it: NotIn holds for what has no such label.
    [Theory]
    [InlineData("tier", LabelOperator.In, "store hub", true)]
    [InlineData("tier", LabelOperator.In, "hub", false)]
    [InlineData("tier", LabelOperator.In, "Store", false)]
    [InlineData("floor", LabelOperator.In, "1", false)]
    [InlineData("tier", LabelOperator.NotIn, "hub", true)]
    [InlineData("tier", LabelOperator.NotIn, "store hub", false)]
    [InlineData("floor", LabelOperator.NotIn, "1", true)]
    [InlineData("tier", LabelOperator.Exists, "", true)]
    [InlineData("floor", LabelOperator.Exists, "", false)]
    [InlineData("tier", LabelOperator.DoesNotExist, "", false)]
    [InlineData("floor", LabelOperator.DoesNotExist, "", true)]
    public void Matches_OneRequirement(string key, LabelOperator @operator, string values, bool expected) =>
        Assert.Equal(expected, Selector((key, @operator, values)).Matches(store));

    [Fact]
    public void Matches_NoRequirement_EverybodyIs()
    {
        Assert.True(Selector().Matches(store));
        Assert.True(Selector().Matches(Labels.None));
    }

    [Fact]
    public void Matches_SeveralRequirements_AllMustHold()
    {
        Assert.True(Selector(("tier", LabelOperator.Exists, ""), ("region", LabelOperator.In, "emea")).Matches(store));
        Assert.False(Selector(("tier", LabelOperator.Exists, ""), ("region", LabelOperator.In, "apac")).Matches(store));
    }

    private static LabelSelector Selector(params (string Key, LabelOperator Operator, string Values)[] requirements) =>
        new([.. requirements.Select(r => new LabelRequirement(r.Key, r.Operator, [.. r.Values.Split(' ', StringSplitOptions.RemoveEmptyEntries)]))]);
}

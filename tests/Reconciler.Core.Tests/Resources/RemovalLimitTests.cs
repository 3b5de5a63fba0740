using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Resources;

public class RemovalLimitTests
{
    [Theory]
    [InlineData(500, false, 3, 500)]
    [InlineData(20, true, 100, 20)]
    [InlineData(20, true, 99, 19)]
    [InlineData(20, true, 4, 0)]
    [InlineData(0, true, 1000, 0)]
    [InlineData(100, true, 7, 7)]
    [InlineData(50, true, int.MaxValue, int.MaxValue / 2)]
    public void AllowedOf_CountOrPercentage_RoundsDown(int value, bool isPercent, int held, int expected) =>
        Assert.Equal(expected, new RemovalLimit(value, isPercent).AllowedOf(held));

    [Fact]
    public void ToString_Default_IsAsInTheFile() =>
        Assert.Equal("500 20% 50%", $"{RemovalLimits.Default.PerPlan} {RemovalLimits.Default.PerPackage} {RemovalLimits.Default.PerServer}");
}

using Reconciler.Configuration.Values;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Tests.Values;

public sealed class LimitTextTests
{
    [Theory]
    [InlineData("500", 500, false)]
    [InlineData("0", 0, false)]
    [InlineData("20%", 20, true)]
    [InlineData("100%", 100, true)]
    public void TryParse_Limit_IsRead(string text, int value, bool isPercent)
    {
        Assert.True(LimitText.TryParse(text, out var limit));
        Assert.Equal(new RemovalLimit(value, isPercent), limit);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("101%")]
    [InlineData("-1")]
    [InlineData("1.5%")]
    [InlineData("20 %")]
    [InlineData("99999999999")]
    public void TryParse_SomethingElse_IsRefused(string text) => Assert.False(LimitText.TryParse(text, out _));
}

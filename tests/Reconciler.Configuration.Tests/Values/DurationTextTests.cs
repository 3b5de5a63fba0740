using CsCheck;
using Reconciler.Configuration.Values;

namespace Reconciler.Configuration.Tests.Values;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("24h", 24 * 3600)]
    [InlineData("7d", 7 * 86400)]
    [InlineData("1h30m", 5400)]
    [InlineData("1d2h3m4s", 93784)]
    [InlineData("0s", 0)]
    [InlineData("007m", 420)]
    public void TryParse_Duration_IsRead(string text, int seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("24")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("1h1h")]
    [InlineData("30m1h")]
    [InlineData("1w")]
    [InlineData("1H")]
    [InlineData("1 h")]
    [InlineData("9999999d")]
    [InlineData("٣h")]
    public void TryParse_SomethingElse_IsRefused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Fact]
    public void Write_IsReadBack() => Gen.Int[0, 1_000_000_000].Select(seconds => TimeSpan.FromSeconds(seconds)).Sample(duration =>
        DurationText.TryParse(DurationText.Write(duration), out var read) && read == duration);
}

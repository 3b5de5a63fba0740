using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Reconciler.Configuration.Values;

namespace Reconciler.Configuration.Tests.Values;

public sealed class InstantTextTests
{
    [Theory]
    [InlineData("2026-12-01", "2026-12-01T00:00:00Z")]
    [InlineData("2026-12-01T18:00Z", "2026-12-01T18:00:00Z")]
    [InlineData("2026-12-01 18:00Z", "2026-12-01T18:00:00Z")]
    [InlineData("2026-12-01T18:00:30Z", "2026-12-01T18:00:30Z")]
    [InlineData("2026-12-01T18:00+01:00", "2026-12-01T17:00:00Z")]
    [InlineData("2028-02-29T00:30:00-05:30", "2028-02-29T06:00:00Z")]
    public void TryParse_DayOrTime_IsReadInUtc(string text, string expected)
    {
        Assert.True(InstantText.TryParse(text, out var instant));
        Assert.Equal((expected, TimeSpan.Zero), (instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), instant.Offset));
        Assert.Matches(InstantText.Pattern, text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026-12")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-30")]
    [InlineData("26-12-01")]
    [InlineData("01.12.2026")]
    [InlineData("2026-12-01T18:00")]
    [InlineData("2026-12-01 18:00")]
    [InlineData("2026-12-01T18:00+0100")]
    [InlineData("2026-12-01T18:00z")]
    [InlineData("2026-12-01T25:00Z")]
    [InlineData("2026-12-01T18:00:00.5Z")]
    [InlineData(" 2026-12-01")]
    [InlineData("2026-12-01Z")]
    public void TryParse_SomethingElse_IsRefused(string text) => Assert.False(InstantText.TryParse(text, out _));

    [Fact]
    public void TryParse_AndThePattern_AgreeButForDaysThatAreNone() =>
        Gen.Select(Gen.OneOf("2026", "1999", "2999"), Gen.Int[0, 13], Gen.Int[0, 28], Gen.OneOf("", "T", " ", "t"), Gen.Int[0, 25], Gen.OneOf("", ":30", ":60"), Gen.OneOf("", "Z", "+01:00", "-13:59", "+14:00", "+0100"))
            .Sample((year, month, day, between, hour, seconds, offset) =>
            {
                var text = $"{year}-{month:00}-{day:00}{(between.Length == 0 ? "" : $"{between}{hour:00}:15{seconds}{offset}")}";
                Assert.Equal(Regex.IsMatch(text, InstantText.Pattern), InstantText.TryParse(text, out _));
            });
}

using CsCheck;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Engine.Tests.Reconciling;

public sealed class LoopTimingTests
{
    private static readonly LoopTiming timing = new(TimeSpan.FromMinutes(1), 20 << 20);

    [Fact]
    public void Jittered_AnyChance_IsATenthMoreOrLess() => Gen.Double[0, 1].Sample(chance =>
        Assert.InRange(timing.Jittered(chance), timing.Interval * 0.9, timing.Interval * 1.1));

    [Fact]
    public void AfterFailures_EachMore_DoublesUpToTheLongest()
    {
        TimeSpan[] rests = [.. Enumerable.Range(1, 6).Select(failures => timing.AfterFailures(failures, 0.5))];

        Assert.Equal([2, 4, 8, 15, 15, 15], rests.Select(rest => (int)Math.Round(rest.TotalMinutes)));
    }

    [Fact]
    public void AfterFailures_OfALongInterval_IsNeverShorterThanIt() =>
        Assert.Equal(TimeSpan.FromHours(2), (timing with { Interval = TimeSpan.FromHours(2) }).AfterFailures(1, 0.5));

    [Fact]
    public void RestAfter_ManySlices_KeepsTheBudget() => Gen.Long[1, 1L << 40].Sample(bytes =>
        Assert.True(bytes / timing.RestAfter(bytes).TotalSeconds <= timing.VerifyBytesPerSecond * 1.001));
}

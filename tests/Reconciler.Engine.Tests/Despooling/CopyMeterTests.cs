using Microsoft.Extensions.Time.Testing;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Tests.Despooling;

public class CopyMeterTests
{
    private readonly FakeTimeProvider time = new();
    private readonly CopyMeter meter;

    public CopyMeterTests() => meter = new(time);

    [Fact]
    public void Measure_CopiesAtTheSameTime_ShareTheirTime()
    {
        var first = After(0);
        var second = After(1);
        After(2);
        meter.Add(first, 4 << 20);
        After(3);
        meter.Add(second, 8 << 20);

        // Between two copies nobody copied anything, and this one found everything there.
        var idle = After(10);
        After(1);
        meter.Add(idle, 0);
        var third = After(10);
        After(2);
        meter.Add(third, 4 << 20);

        var measured = meter.Measure(freeBytes: 5)!;
        Assert.Equal((16L << 20, TimeSpan.FromSeconds(8), 5L), (measured.Bytes, measured.Took, measured.FreeBytes));
        Assert.Equal(2 << 20, measured.BytesPerSecond);
    }

    [Fact]
    public void Measure_OfLessThanAMebibyte_TellsNothing()
    {
        var began = After(0);
        After(1);
        meter.Add(began, (1 << 20) - 1);
        Assert.Null(meter.Measure(freeBytes: 5));

        meter.Add(began, 1);
        Assert.NotNull(meter.Measure(freeBytes: 5));
    }

    [Fact]
    public void Measure_OfWhatTookNoTime_CountsAMillisecond()
    {
        meter.Add(meter.Now, 1 << 20);

        Assert.Equal(1000L << 20, meter.Measure(null)!.BytesPerSecond);
    }

    [Fact]
    public void Then_OfTwoBursts_AddsThemUp()
    {
        var both = new CopyMeasurement(1000, TimeSpan.FromSeconds(1), 7).Then(new(5000, TimeSpan.FromSeconds(2), null));

        Assert.Equal((2000L, 7L), (both.BytesPerSecond, both.FreeBytes));
    }

    private long After(int seconds)
    {
        time.Advance(TimeSpan.FromSeconds(seconds));
        return meter.Now;
    }
}

namespace Reconciler.Adapters.Linux;

internal static class UnixTime
{
    private const int NsPerTick = 100;

    /// <summary>Nanoseconds since 1970, or the nearest that fits: from 1677 to 2262.</summary>
    public static long Nanoseconds(DateTimeOffset time)
    {
        var ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        return Math.Clamp(ticks, long.MinValue / NsPerTick, long.MaxValue / NsPerTick) * NsPerTick;
    }
}

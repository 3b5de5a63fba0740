using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>Measures how fast bytes go to one server, while several copies may go on at the same time. A copy that found everything there says nothing.</summary>
internal sealed class CopyMeter(TimeProvider time)
{
    /// <summary>With fewer bytes it is the beginning and the end of a copy that is measured.</summary>
    internal const long LeastBytes = 1 << 20;

    private readonly Lock adding = new();
    private readonly List<(long Began, long Ended)> copies = [];
    private long sentBytes;

    internal bool IsTelling => sentBytes >= LeastBytes;

    internal long Now => time.GetTimestamp();

    /// <param name="began">By <see cref="Now"/>.</param>
    internal void Add(long began, long sent)
    {
        if (sent == 0)
            return;

        lock (adding)
        {
            copies.Add((began, Now));
            sentBytes += sent;
        }
    }

    /// <returns>Null: too little was sent to tell.</returns>
    internal CopyMeasurement? Measure(long? freeBytes) => IsTelling ? new(sentBytes, Took(), freeBytes) : null;

    /// <summary>Copies that overlap share their time.</summary>
    private TimeSpan Took()
    {
        var took = TimeSpan.Zero;
        var end = long.MinValue;
        foreach (var (began, ended) in copies.OrderBy(copy => copy.Began))
        {
            if (ended > end)
                took += time.GetElapsedTime(Math.Max(began, end), ended);
            end = Math.Max(end, ended);
        }

        return TimeSpan.FromMilliseconds(Math.Max(1, (long)took.TotalMilliseconds));
    }
}

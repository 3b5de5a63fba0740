namespace Reconciler.Engine.Reconciling;

/// <summary>When the loop does what.</summary>
/// <param name="Interval">From one look at the repository to the next.</param>
/// <param name="VerifyBytesPerSecond">What reading back takes on average, at most; 0: nothing is read back.</param>
public sealed record LoopTiming(TimeSpan Interval, long VerifyBytesPerSecond)
{
    /// <summary>While nothing can be read, the time between two looks doubles until it is this.</summary>
    public static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(15);

    /// <summary>How often it is seen whether somebody asks.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Reading back is done in slices of so much of its budget, since only between two of them something else may come first.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan UsualInterval = TimeSpan.FromMinutes(1);

    public const long UsualVerifyBytesPerSecond = 20 << 20;

    public static LoopTiming Usual { get; } = new(UsualInterval, UsualVerifyBytesPerSecond);

    internal long SliceBytes => (long)(VerifyBytesPerSecond * Slice.TotalSeconds);

    /// <param name="chance">From 0 to 1.</param>
    /// <returns>The interval, a tenth more or less, so that a thousand estates do not ask one Git server at the same moment.</returns>
    internal TimeSpan Jittered(double chance) => Interval * (0.9 + (0.2 * chance));

    /// <param name="failures">In a row, from 1.</param>
    internal TimeSpan AfterFailures(int failures, double chance)
    {
        var doubled = Jittered(chance) * Math.Pow(2, Math.Min(failures, 20));
        var longest = Interval > LongestBackOff ? Interval : LongestBackOff;
        return doubled < longest ? doubled : longest;
    }

    /// <summary>How long reading back rests after a slice.</summary>
    internal TimeSpan RestAfter(long bytes) => TimeSpan.FromSeconds((double)bytes / VerifyBytesPerSecond);
}

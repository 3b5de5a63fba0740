namespace Reconciler.Engine.Spools;

/// <summary>How fast bytes went to a server.</summary>
/// <param name="Bytes">That were sent, on all copies together.</param>
/// <param name="Took">As long as at least one of the copies went on; whole milliseconds, more than none.</param>
/// <param name="FreeBytes">Of the server afterwards; null when it does not tell.</param>
public sealed record CopyMeasurement(long Bytes, TimeSpan Took, long? FreeBytes)
{
    public long BytesPerSecond => Math.Max(1, (long)(Bytes / Took.TotalSeconds));

    /// <summary>The two one after the other.</summary>
    public CopyMeasurement Then(CopyMeasurement next) => new(Bytes + next.Bytes, Took + next.Took, next.FreeBytes ?? FreeBytes);
}

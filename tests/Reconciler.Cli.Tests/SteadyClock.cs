namespace Reconciler.Cli.Tests;

/// <summary>Tells the time that a test says, and waits in real time: a run has deadlines and pauses of its own, which must pass.</summary>
internal sealed class SteadyClock(DateTimeOffset now) : TimeProvider
{
    internal DateTimeOffset Now { get; private set; } = now;

    internal void Advance(TimeSpan by) => Now += by;

    public override DateTimeOffset GetUtcNow() => Now;
}

namespace Reconciler.Engine.Tests.Despooling;

/// <summary>A clock that begins when it is told and can be put forward; its timers are real.</summary>
internal sealed class ShiftedTime(DateTimeOffset start) : TimeProvider
{
    private readonly DateTimeOffset began = System.GetUtcNow();
    private TimeSpan shift;

    internal void Advance(TimeSpan by) => shift += by;

    public override DateTimeOffset GetUtcNow() => start + (System.GetUtcNow() - began) + shift;
}

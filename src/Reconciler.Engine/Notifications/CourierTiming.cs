namespace Reconciler.Engine.Notifications;

/// <summary>How long a courier waits before it tries again; doubled at each failure in a row.</summary>
/// <param name="First">After a failure that may pass by itself.</param>
/// <param name="Longest">Likewise, at most.</param>
public sealed record CourierTiming(TimeSpan First, TimeSpan Longest)
{
    /// <summary>How many times longer it waits after a refusal, which somebody has to see first.</summary>
    private const int Patience = 4;

    private static readonly TimeSpan longestAsked = TimeSpan.FromHours(1);

    public static CourierTiming Usual { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15));

    /// <param name="failures">In a row, from 1.</param>
    /// <param name="chance">From 0 to 1: up to a half more, so that those who failed together do not come back together.</param>
    internal TimeSpan After(DeliveryException failure, int failures, double chance)
    {
        var doubled = First * Math.Pow(2, Math.Min(failures - 1, 20));
        var own = (doubled < Longest ? doubled : Longest) * (failure.IsRefused ? Patience : 1) * (1 + (chance / 2));
        var asked = failure.Wait is { } wait && wait < longestAsked ? wait : failure.Wait is null ? TimeSpan.Zero : longestAsked;
        return asked > own ? asked : own;
    }
}

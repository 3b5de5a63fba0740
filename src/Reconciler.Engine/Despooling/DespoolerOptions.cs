namespace Reconciler.Engine.Despooling;

/// <param name="ServersAtOnce">How many servers are worked on at the same time.</param>
/// <param name="NoProgressAfter">A server that moves no byte for so long is given up for this run.</param>
public sealed record DespoolerOptions(int ServersAtOnce, TimeSpan NoProgressAfter)
{
    public static DespoolerOptions Default { get; } = new(64, TimeSpan.FromMinutes(5));

    /// <summary>How long the end of a run waits for lanes that do not answer.</summary>
    internal static readonly TimeSpan JoinLanes = TimeSpan.FromSeconds(5);
}

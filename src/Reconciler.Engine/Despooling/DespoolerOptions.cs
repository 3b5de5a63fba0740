using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Despooling;

/// <param name="ServersAtOnce">How many servers are worked on at the same time.</param>
/// <param name="NoProgressAfter">A server that shows no sign of life for so long is given up for this run.</param>
public sealed record DespoolerOptions(int ServersAtOnce, TimeSpan NoProgressAfter)
{
    public static DespoolerOptions Default { get; } = new(64, Heartbeat.LongestSilence);
}

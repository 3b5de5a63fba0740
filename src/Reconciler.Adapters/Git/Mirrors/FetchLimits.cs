namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>How long a fetch may take.</summary>
/// <param name="Answer">From its start until the remote has named its branches and tags.</param>
/// <param name="Stall">Without progress after that.</param>
/// <param name="LeastBytes">That must come within <paramref name="Stall"/> to count as progress: a byte a second is none.</param>
/// <param name="Total">From its start to its end, waiting for another fetch included.</param>
public sealed record FetchLimits(TimeSpan Answer, TimeSpan Stall, long LeastBytes, TimeSpan Total)
{
    public static FetchLimits Default { get; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), 12 * 1024, TimeSpan.FromHours(1));
}

namespace Reconciler.Engine.Reconciling;

/// <summary>One reconciliation.</summary>
/// <param name="SavedPlan">From <c>sync --plan FILE</c>, as bytes: nothing is done that does not stand in it. Its scope is the run's, where the query names none.</param>
/// <param name="AllowRewind">Follow a commit that does not descend from the last synced one.</param>
/// <param name="RefuseProblems">Do nothing where the commit has a warning, or content that holds its package.</param>
public sealed record RunRequest(PlanQuery Query, ReadOnlyMemory<byte>? SavedPlan = null, bool AllowRewind = false, bool RefuseProblems = false)
{
    public Initiative Initiative { get; init; }

    /// <summary>Cancelled when something newer is to be done: the run finishes what it has begun, drops the rest, and ends.</summary>
    public CancellationToken GiveWay { get; init; }
}

/// <summary>Who wants the run.</summary>
public enum Initiative
{
    /// <summary>Somebody asked: recorded drift is repaired.</summary>
    Asked,

    /// <summary>The loop, by itself: drift is repaired where the Policy says <c>drift: correct</c>, else it is left for somebody to look at.</summary>
    Own,
}

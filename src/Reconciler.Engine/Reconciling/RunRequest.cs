namespace Reconciler.Engine.Reconciling;

/// <summary>One reconciliation.</summary>
/// <param name="SavedPlan">From <c>sync --plan FILE</c>, as bytes: nothing is done that does not stand in it. Its scope is the run's, where the query names none.</param>
/// <param name="AllowRewind">Follow a commit that does not descend from the last synced one.</param>
public sealed record RunRequest(PlanQuery Query, ReadOnlyMemory<byte>? SavedPlan = null, bool AllowRewind = false);

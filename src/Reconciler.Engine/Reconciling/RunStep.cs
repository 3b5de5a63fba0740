using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Engine.Despooling;

namespace Reconciler.Engine.Reconciling;

/// <summary>What one reconciliation tells, in this order: a plan, what happened, the plan that is left. Or why it did nothing.</summary>
public abstract record RunStep
{
    /// <summary>The configuration is invalid, or has problems that the request refuses; nothing was done.</summary>
    public sealed record Invalid(Reading Reading, ImmutableArray<Diagnostic> Diagnostics) : RunStep;

    /// <summary>The plan cannot be carried out as asked; nothing was done.</summary>
    /// <param name="Moved">For a stale saved plan: each cell that moved.</param>
    public sealed record Refused(Refusal Refusal, string Message, ImmutableArray<MovedCells> Moved) : RunStep;

    /// <summary>The commit does not descend from the last synced one, and is followed all the same, as somebody allowed.</summary>
    public sealed record Rewinding(string Message) : RunStep;

    /// <summary>The estate's first run: it has an id now.</summary>
    /// <param name="Servers">Everything that it is about to claim and fill.</param>
    public sealed record EstateStarted(string Estate, ImmutableArray<DistributionServer> Servers) : RunStep;

    public sealed record Planned(PlanMade Made) : RunStep;

    /// <summary>Removals wait; the plan was kept under its hash, for <c>approve</c>.</summary>
    public sealed record PlanKept(string Hash) : RunStep;

    public sealed record Doing(Happened What) : RunStep;

    /// <param name="After">What is left to do, from the records as they are now.</param>
    public sealed record Finished(PlanMade After) : RunStep;
}

public enum Refusal
{
    /// <summary>The commit does not descend from the last synced one.</summary>
    Rewound,

    /// <summary>The history does not tell whether it descends.</summary>
    HistoryUnknown,

    /// <summary>The saved plan is no longer what would be done.</summary>
    StalePlan,

    /// <summary>The saved plan cannot be read.</summary>
    BadPlan,
}

using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Reconciling;

/// <summary>What is to be planned.</summary>
/// <param name="Ceiling">The operator's own limits for removals.</param>
/// <param name="AllowedRemovals">From <c>--dangerous-allow-removals=COUNT</c>.</param>
public sealed record PlanQuery(
    RevisionQuery Revision, Scope Scope, Lift Lift, RemovalLimits? Ceiling = null, int? AllowedRemovals = null)
{
    public Permission Permission { get; init; } = Permission.Noted;

    public Reach Reach { get; init; } = Reach.Everywhere;
}

/// <summary>How far a plan goes for a content that is not recorded yet.</summary>
public enum Reach
{
    /// <summary>It is read, wherever it is.</summary>
    Everywhere,

    /// <summary>What would have to be downloaded or fetched is not read: a question is answered at once.</summary>
    ThisMachine,
}

/// <summary>What becomes of an address or a source that the operator's settings do not allow.</summary>
public enum Permission
{
    /// <summary>The plan shows what it would do, and a note says that it is not allowed: a pipeline that only plans has no such settings.</summary>
    Noted,

    /// <summary>It holds what is for its server, or from that source.</summary>
    Enforced,
}

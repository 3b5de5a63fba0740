using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>What a plan obeys besides the commit: guards, approvals, and what the caller lifts.</summary>
/// <param name="LastPolicy">Of the last synced commit; guards are the stricter of it and the new one. Null: there was none.</param>
/// <param name="Ceiling">The operator's own limits, which Git cannot raise; null: none.</param>
/// <param name="Approved">Saved plans that somebody approved: an approval covers any subset of its plan.</param>
/// <param name="AllowedRemovals">From <c>--dangerous-allow-removals=COUNT</c>; null: not given.</param>
/// <param name="NotAllowed">Servers whose address the operator's settings do not allow, and the line to add.</param>
public sealed record PlanRules(
    Policy? LastPolicy = null,
    RemovalLimits? Ceiling = null,
    ImmutableArray<Plan> Approved = default,
    int? AllowedRemovals = null,
    ImmutableDictionary<ServerName, string>? NotAllowed = null)
{
    /// <summary>Which recorded troubles still hold an action.</summary>
    public Lift Lift { get; init; } = Lift.None;
}

/// <summary>Recorded troubles that are put aside for this plan, so that their servers are tried again.</summary>
public enum Lift
{
    /// <summary>A plan only reports: every trouble holds.</summary>
    None,

    /// <summary>The loop: those whose time to retry has come.</summary>
    Due,

    /// <summary>A typed `sync`: all, once.</summary>
    All,
}

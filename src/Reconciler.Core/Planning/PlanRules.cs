using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>What a plan obeys besides the commit: guards, approvals, and what the caller lifts.</summary>
/// <param name="LastPolicy">Of the last synced commit; guards are the stricter of it and the new one. Null: there was none.</param>
/// <param name="Ceiling">The operator's own limits, which Git cannot raise; null: none.</param>
/// <param name="Approved">Approvals in force.</param>
/// <param name="AllowedRemovals">From <c>--dangerous-allow-removals=COUNT</c>; null: not given.</param>
/// <param name="NotAllowed">Servers whose address the operator's settings do not allow, and the line to add.</param>
public sealed record PlanRules(
    Policy? LastPolicy = null,
    RemovalLimits? Ceiling = null,
    ImmutableArray<ApprovedPlan> Approved = default,
    int? AllowedRemovals = null,
    ImmutableDictionary<ServerName, string>? NotAllowed = null)
{
    /// <summary>Servers whose login the operator's settings do not have, and what to add.</summary>
    public ImmutableDictionary<ServerName, string> WithoutLogin { get; init; } = ImmutableDictionary<ServerName, string>.Empty;

    /// <summary>Which recorded troubles still hold an action.</summary>
    public Lift Lift { get; init; } = Lift.None;
}

/// <summary>A saved plan that somebody approved: whatever it and a plan made now have in common is covered.</summary>
/// <param name="Actor">Who: a user, as the system names them.</param>
/// <param name="Expires">Null: never.</param>
/// <param name="Reason">In the words of who approved; null when nothing was said.</param>
public sealed record ApprovedPlan(Plan Plan, string Actor, DateTimeOffset? Expires, string? Reason);

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

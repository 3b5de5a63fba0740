using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Reconciling;

/// <summary>What is to be planned.</summary>
/// <param name="Ceiling">The operator's own limits for removals.</param>
/// <param name="AllowedRemovals">From <c>--dangerous-allow-removals=COUNT</c>.</param>
public sealed record PlanQuery(
    RevisionQuery Revision, Scope Scope, Lift Lift, RemovalLimits? Ceiling = null, int? AllowedRemovals = null);

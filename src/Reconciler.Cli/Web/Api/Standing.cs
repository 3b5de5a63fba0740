using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Web.Api;

/// <summary>How things stood at one moment; whoever holds the turn of the <see cref="ReadingPlace"/> reads it.</summary>
/// <param name="Made">Of the whole estate.</param>
internal sealed record Standing(Workplace Place, PlanMade Made, CommitRecord? Synced, CommitRecord? Converged, LoopStanding? Loop)
{
    private readonly Dictionary<string, StatusShown> shown = [];

    internal DateTimeOffset At => Made.Plan.MadeAt;

    /// <summary>The part within a scope, as a plan of that scope would have it.</summary>
    internal PlanMade Within(Scope scope) => scope.IsEverything ? Made : Made with { Plan = scope.Of(Made.Plan, Made.Desired, Made.Actual) };

    /// <summary>Counted once for each scope that is asked for.</summary>
    internal StatusShown Status(Scope scope)
    {
        if (!shown.TryGetValue(scope.ToString(), out var status))
            shown[scope.ToString()] = status = StatusShown.Of(Within(scope), Synced, Converged, Loop);
        return status;
    }
}

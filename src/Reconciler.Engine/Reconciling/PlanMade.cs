using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Engine.Contents;

namespace Reconciler.Engine.Reconciling;

/// <summary>A plan, and everything that it was made from.</summary>
/// <param name="Notes">What is wrong with packages' contents, or not allowed, and only holds these.</param>
/// <param name="HasState">False: nothing is recorded yet, and everything is shown as new.</param>
public sealed record PlanMade(
    Reading Reading,
    DesiredPlacement Desired,
    ActualPlacement Actual,
    Plan Plan,
    ImmutableArray<Diagnostic> Notes,
    ImmutableArray<SourceResolution> Resolutions,
    bool HasState)
{
    /// <summary>Of the configuration and of the contents, sorted by place.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; } = [.. Reading.Diagnostics.Concat(Notes).Order()];

    /// <summary>How long reading and planning took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Approvals in force.</summary>
    public ImmutableArray<ApprovedPlan> Approved { get; init; } = [];

    /// <summary>Whether anything is more than a note.</summary>
    public bool HasProblems => Diagnostics.Any(diagnostic => diagnostic.Severity > Severity.Note);

    public Scope Scope => Plan.Scope;

    /// <summary>With what only readers of the plan want to know.</summary>
    public PlanMade Detailed() => this with { Plan = Detailed(Plan) };

    /// <param name="part">The plan, or a part of it.</param>
    public Plan Detailed(Plan part) => part with { Details = PlanDetails.Of(part, Desired, Plan.AfterRenames(Actual), Approved) };
}

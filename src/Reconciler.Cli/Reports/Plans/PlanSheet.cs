using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What is told of a plan, whatever the format: formats differ in how they tell it, never in what.</summary>
/// <param name="Title">Which commit is planned, merged into which, or what if, within which part of the estate.</param>
/// <param name="State">What it was made from, and how old that is.</param>
/// <param name="Plan">What the title promises: of a change, what the change causes. With its details.</param>
/// <param name="Ending">The closing line.</param>
/// <param name="Rest">What is told apart from it and folded where the format can fold: what a change makes needless, what is pending anyway.</param>
/// <param name="Diagnostics">Of the configuration and the contents, sorted by place.</param>
/// <param name="Json">The same as JSON, ended by a line feed.</param>
internal sealed record PlanSheet(
    string Title, string State, Plan Plan, string Ending, ImmutableArray<PlanPart> Rest, ImmutableArray<Diagnostic> Diagnostics, Func<ReadOnlyMemory<byte>> Json)
{
    /// <summary>Whose files the diagnostics speak of: of a merge, the change before it is merged.</summary>
    internal string Commit { get; init; } = Plan.Commit.Id;

    /// <summary>With one of these every title begins.</summary>
    internal static ImmutableArray<string> TitleWords { get; } = ["Plan", "What if"];

    /// <summary>Of the whole plan, of which <see cref="Plan"/> may be a part: what <c>approve</c> takes.</summary>
    internal string Hash { get; init; } = Plan.Hash;

    /// <summary>Whether it is of what one change causes.</summary>
    internal bool IsChange { get; init; }

    internal static PlanSheet Of(Plan plan, ImmutableArray<Diagnostic> diagnostics) => new(
        $"Plan for {CommitText.Of(plan.Commit)}{Within(plan)}",
        PlanText.RecordedState(plan),
        plan,
        PlanText.Ending(plan),
        [],
        diagnostics,
        () => PlanFile.Write(plan, ServerForm.Names));

    internal static PlanSheet Of(ChangeMade made)
    {
        var comparison = made.Comparison;
        return new(
            ChangeTitle.Of(made),
            StateOf(made),
            comparison.Change,
            ChangeTitle.Ending(made),
            [.. Part(PlanText.Undone(comparison), comparison.Undone), .. Part(PlanText.Pending(comparison), comparison.Pending)],
            made.With.Diagnostics,
            () => JsonReport.Bytes(writer => ChangeJson.Write(writer, made)))
        {
            Commit = made.Kind == ChangeKind.Merge ? made.Change.Id : made.Into.Id,
            Hash = made.With.Plan.Hash,
            IsChange = true,
        };
    }

    /// <summary>What the plan of a change was made from; without records, from what.</summary>
    private static string StateOf(ChangeMade made) => made.IsAssumed
        ? $"No recorded state: compared with what {made.Into.RefName ?? made.Into.ShortId} says, as if every server held that"
        : PlanText.RecordedState(made.With.Plan);

    private static ImmutableArray<PlanPart> Part(string? summary, Plan plan) => summary is null ? [] : [new(summary, plan)];

    private static string Within(Plan plan) => plan.Scope.IsEverything ? "" : $", within {plan.Scope}";
}

/// <param name="Summary"><c>Pending anyway: 12 (11 to place, 1 on hold).</c></param>
internal sealed record PlanPart(string Summary, Plan Plan);

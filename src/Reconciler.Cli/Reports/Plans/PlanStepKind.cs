using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What a plan's counts tell apart: the kinds of action, and whatever is on hold.</summary>
/// <param name="Order">In which they are shown.</param>
internal sealed record PlanStepKind(int Order, char Sign, string Word)
{
    internal static PlanStepKind OnHold { get; } = new((int)ActionKind.Leave, '!', "on hold");

    internal static PlanStepKind Of(ActionKind kind) => kind == ActionKind.Leave
        ? new((int)kind + 1, kind.Sign(), "left")
        : new((int)kind, kind.Sign(), $"to {kind.Word()}");
}

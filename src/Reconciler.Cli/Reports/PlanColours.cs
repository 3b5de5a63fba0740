using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports;

/// <summary>The colour of an action, wherever a line of a plan is printed.</summary>
internal sealed class PlanColours(Style style)
{
    internal string Of(PlanAction action, string line) => action switch
    {
        { IsHeld: true } => style.Yellow(line),
        { Kind: ActionKind.Place } => style.Green(line),
        { Kind: ActionKind.Remove } => style.Red(line),
        { Kind: ActionKind.Update or ActionKind.Refresh } => style.Cyan(line),
        _ => line,
    };
}

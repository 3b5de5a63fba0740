using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

/// <summary>What verbs that only answer have in common: they read configuration and records, plan, take no lock, and write nothing.</summary>
internal static class Question
{
    /// <summary>Prints the diagnostics instead where the configuration is invalid.</summary>
    internal static async Task<ExitCode> AnswerAsync(
        VerbContext context, Func<Workplace, PlanMade, Task> answer, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        await workplace.RefreshAsync(cancellationToken);
        var reading = workplace.Reconciliation.Read(workplace.Values.Revision);
        if (reading.Resources is null)
        {
            await new DiagnosticsReport(context).WriteAsync(reading, reading.Diagnostics);
            return ExitCode.Invalid;
        }

        var query = new PlanQuery(workplace.Values.Revision, workplace.Values.Scope, Lift.None, workplace.Settings.MaxRemovals)
        {
            Reach = Reach.ThisMachine,
        };
        await answer(workplace, await workplace.Reconciliation.PlanAsync(reading, query, cancellationToken));
        return ExitCode.Done;
    }
}

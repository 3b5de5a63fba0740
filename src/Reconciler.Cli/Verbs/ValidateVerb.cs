using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Verbs;

internal static class ValidateVerb
{
    internal static Verb Verb { get; } = new(
        "validate", "Check the configuration and the packages' contents; touch nothing", [.. CommonOptions.Place, CommonOptions.WarningsAsErrors, CommonOptions.Output], ActAsync)
    {
        Example = "reconciler validate --worktree",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        await workplace.RefreshAsync(cancellationToken);
        var reading = workplace.Reconciliation.Read(workplace.Values.Revision);
        var diagnostics = reading.Diagnostics;
        if (reading.Resources is not null)
        {
            var made = await workplace.Reconciliation.PlanAsync(reading, new(workplace.Values.Revision, Scope.Everything, Lift.None), cancellationToken);
            diagnostics = made.Diagnostics;
        }

        await new DiagnosticsReport(context).WriteAsync(reading, diagnostics);
        return diagnostics.Any(diagnostic => diagnostic.Severity >= context.RefusedSeverity) ? ExitCode.Invalid : ExitCode.Done;
    }
}

using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Verbs;

internal static class ValidateVerb
{
    private static readonly Option<OutputFormat> output = FormatOptions.Output(OutputFormat.Text, OutputFormat.Json, OutputFormat.GitHub, OutputFormat.Sarif);

    private static readonly Option<string[]> report = FormatOptions.Report(OutputFormat.Text, OutputFormat.Json, OutputFormat.Sarif);

    internal static Verb Verb { get; } = new(
        "validate", "Check the configuration and the packages' contents; touch nothing", [.. CommonOptions.Place, CommonOptions.WarningsAsErrors, output, report], ActAsync)
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

        var sheet = DiagnosticsSheet.Of(reading, diagnostics, context.RefusedSeverity);
        await new DiagnosticsReport(context).WriteAsync(reading, sheet);
        var written = await new ReportFiles(context).WriteAsync(format => DiagnosticsFormats.Bytes(sheet, format, HostOption.Of(context)));
        return ExitCodes.Worst(written, sheet.IsValid ? ExitCode.Done : ExitCode.Invalid);
    }
}

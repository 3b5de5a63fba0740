using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>Where a plan is told: on standard output in the format that was asked for, and in the files that <c>--report</c> names.</summary>
internal sealed class PlanOutput(VerbContext context)
{
    private static readonly OutputFormat[] formats = [OutputFormat.Text, OutputFormat.Json, OutputFormat.Markdown, OutputFormat.Html, OutputFormat.GitHub, OutputFormat.Sarif];

    internal static Option<OutputFormat> Output { get; } = FormatOptions.Output(formats);

    internal static Option<string[]> Report { get; } = FormatOptions.Report([.. formats.Where(format => format.Extension() is not null)]);

    internal static Option<bool> All { get; } = new("--all") { Description = "List every action, the files that updates change, what needs nothing, and what is pending anyway" };

    internal static Option<bool> Concise { get; } = new("--concise") { Description = "A line for every action, without causes and details" };

    private PlanListing Listing => (context.Parsed.GetValue(All), context.Parsed.GetValue(Concise)) switch
    {
        (true, false) => PlanListing.All,
        (false, true) => PlanListing.Concise,
        (false, false) => PlanListing.Usual,
        _ => throw new UsageException("--all tells everything, and --concise as little as can be; leave one of them out"),
    };

    /// <returns>An error when a file could not be written.</returns>
    internal async Task<ExitCode> WriteAsync(PlanSheet sheet)
    {
        var terminal = context.Terminal;
        await terminal.Out.WriteAsync(context.Format == OutputFormat.Text
            ? new PlanReport(terminal.Style, new(terminal.OutWidth), Listing).Text(sheet)
            : Encoding.UTF8.GetString(Bytes(sheet, context.Format).Span));
        return await new ReportFiles(context).WriteAsync(format => Bytes(sheet, format));
    }

    /// <summary>In the place of a plan: why there is none.</summary>
    internal async Task<ExitCode> RefuseAsync(Reading reading, ImmutableArray<Diagnostic> diagnostics)
    {
        var sheet = DiagnosticsSheet.Of(reading, diagnostics, context.RefusedSeverity);
        await new DiagnosticsReport(context).WriteAsync(reading, sheet);
        return ExitCodes.Worst(ExitCode.Invalid, await new ReportFiles(context).WriteAsync(format => DiagnosticsFormats.Bytes(sheet, format, HostOption.Of(context))));
    }

    private ReadOnlyMemory<byte> Bytes(PlanSheet sheet, OutputFormat format) => format switch
    {
        OutputFormat.Json => sheet.Json(),
        OutputFormat.Markdown => Encoding.UTF8.GetBytes(PlanMarkdown.Write(sheet, HostOption.Of(context))),
        OutputFormat.GitHub => Encoding.UTF8.GetBytes(GitHubAnnotations.Text(sheet.Diagnostics, sheet.Ending)),
        OutputFormat.Html => Encoding.UTF8.GetBytes(PlanPage.Write(sheet)),
        OutputFormat.Sarif => new SarifLog(sheet.Commit, sheet.Diagnostics, sheet.Ending).Bytes(),
        _ => Encoding.UTF8.GetBytes(new PlanReport(Style.Plain, LineRoom.Endless, Listing).Text(sheet)),
    };
}

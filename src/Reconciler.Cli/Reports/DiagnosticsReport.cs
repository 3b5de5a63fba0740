using System.Collections.Immutable;
using System.Text;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>Diagnostics as compilers print them: for programs one line each; for somebody who looks, with the line that is meant.</summary>
internal sealed class DiagnosticsReport(VerbContext context)
{
    private readonly Terminal terminal = context.Terminal;

    /// <summary>As the answer of a verb.</summary>
    internal Task WriteAsync(Reading reading, ImmutableArray<Diagnostic> diagnostics) =>
        WriteAsync(reading, DiagnosticsSheet.Of(reading, diagnostics, context.RefusedSeverity));

    /// <param name="sheet">Of this reading.</param>
    internal async Task WriteAsync(Reading reading, DiagnosticsSheet sheet)
    {
        if (context.Format != OutputFormat.Text)
        {
            await terminal.Out.WriteAsync(Encoding.UTF8.GetString(DiagnosticsFormats.Bytes(sheet, context.Format, HostOption.Of(context)).Span));
            return;
        }

        await WriteLinesAsync(reading, sheet.Diagnostics);
        if (terminal.ShowsSource && !sheet.Diagnostics.IsEmpty)
            await terminal.Error.WriteLineAsync($"More about a code: {terminal.ErrorStyle.Bold($"reconciler explain {sheet.Diagnostics[0].Code}")}");
        await terminal.Out.WriteLineAsync(sheet.Ending);
    }

    /// <summary>Beside the answer of a verb: what did not stop it.</summary>
    internal Task WriteNotesAsync(Reading reading, ImmutableArray<Diagnostic> diagnostics) =>
        context.IsQuiet ? Task.CompletedTask : WriteLinesAsync(reading, diagnostics);

    private async Task WriteLinesAsync(Reading reading, ImmutableArray<Diagnostic> diagnostics)
    {
        var shown = ShownDiagnostics.Of(diagnostics);
        var text = new DiagnosticText(terminal, new(reading));
        foreach (var diagnostic in shown.Shown)
        {
            if (!terminal.ShowsSource)
            {
                await terminal.Error.WriteLineAsync(VisibleText.Of(diagnostic.ToString()));
                continue;
            }

            foreach (var line in text.LinesOf(diagnostic))
                await terminal.Error.WriteLineAsync(line);
            await terminal.Error.WriteLineAsync();
        }

        if (shown.Rest is { } rest)
            await terminal.Error.WriteLineAsync(rest);
    }
}

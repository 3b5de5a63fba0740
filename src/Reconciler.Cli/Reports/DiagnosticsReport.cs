using System.Collections.Immutable;
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
    internal async Task WriteAsync(Reading reading, ImmutableArray<Diagnostic> diagnostics)
    {
        var isValid = diagnostics.All(diagnostic => diagnostic.Severity < context.RefusedSeverity);
        if (context.Format == OutputFormat.Json)
        {
            await JsonReport.WriteAsync(terminal.Out, writer => DiagnosticsJson.Write(writer, reading, diagnostics, isValid));
            return;
        }

        await WriteLinesAsync(reading, diagnostics);
        if (terminal.ShowsSource && !diagnostics.IsEmpty)
            await terminal.Error.WriteLineAsync($"More about a code: {terminal.ErrorStyle.Bold($"reconciler explain {diagnostics[0].Code}")}");
        await terminal.Out.WriteLineAsync(Summary(reading, diagnostics, isValid));
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

    private static string Summary(Reading reading, ImmutableArray<Diagnostic> diagnostics, bool isValid)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        var warnings = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Warning);
        var found = string.Join(", ", Counts(errors, warnings));
        var what = reading.Commit.HasUncommittedFiles ? "the work tree" : reading.Commit.ShortId;
        return reading.Resources is { } resources && isValid
            ? $"Valid: {what} declares {Count(resources.Servers.Length, "server")} and {Count(resources.Packages.Length, "package")}{(found.Length == 0 ? "" : $" ({found})")}."
            : $"Invalid: {found} in {what}{(errors == 0 ? $", with {CommonOptions.WarningsAsErrors.Name}" : "")}; nothing is planned from it.";
    }

    private static IEnumerable<string> Counts(int errors, int warnings)
    {
        if (errors > 0)
            yield return Count(errors, "error");
        if (warnings > 0)
            yield return Count(warnings, "warning");
    }

    private static string Count(int number, string thing) => Core.Planning.PlanText.Count(number, thing);
}

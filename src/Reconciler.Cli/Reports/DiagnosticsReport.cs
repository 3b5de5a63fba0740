using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Calls;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>Diagnostics as compilers print them: one line each; on a terminal followed by the line that is meant, and a caret.</summary>
internal sealed class DiagnosticsReport(VerbContext context)
{
    private readonly Terminal terminal = context.Terminal;

    /// <summary>As the answer of a verb.</summary>
    internal async Task WriteAsync(Reading reading, ImmutableArray<Diagnostic> diagnostics)
    {
        if (context.Format == OutputFormat.Json)
        {
            await JsonReport.WriteAsync(terminal.Out, writer => Write(writer, reading, diagnostics));
            return;
        }

        var lines = new SourceLines(reading);
        foreach (var diagnostic in diagnostics)
            await WriteLineAsync(terminal.Error, terminal.ErrorStyle, diagnostic, lines);
        await terminal.Out.WriteLineAsync(Summary(reading, diagnostics));
    }

    /// <summary>Beside the answer of a verb: what did not stop it.</summary>
    internal async Task WriteNotesAsync(Reading reading, ImmutableArray<Diagnostic> diagnostics)
    {
        if (context.IsQuiet)
            return;

        var lines = new SourceLines(reading);
        foreach (var diagnostic in diagnostics)
            await WriteLineAsync(terminal.Error, terminal.ErrorStyle, diagnostic, lines);
    }

    private static async Task WriteLineAsync(TextWriter output, Style style, Diagnostic diagnostic, SourceLines lines)
    {
        var severity = diagnostic.Severity.ToString().ToLowerInvariant();
        var coloured = diagnostic.Severity switch
        {
            Severity.Error => style.Red(severity),
            Severity.Warning => style.Yellow(severity),
            _ => style.Blue(severity),
        };
        await output.WriteLineAsync($"{style.Bold(diagnostic.At.ToString())}: {coloured} {diagnostic.Code}: {diagnostic.Message}");
        if (style.IsColoured && lines.Find(diagnostic.At) is { } line)
        {
            var caret = new string(' ', Math.Max(0, diagnostic.At.Column - 1)) + "^" + new string('~', Math.Max(0, diagnostic.Length - 1));
            await output.WriteLineAsync($"  {style.Dim($"{diagnostic.At.Line} |")} {line}");
            await output.WriteLineAsync($"  {new string(' ', diagnostic.At.Line.ToString().Length)} {style.Dim("|")} {style.Red(caret)}");
        }
    }

    private static string Summary(Reading reading, ImmutableArray<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        var warnings = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Warning);
        var found = string.Join(", ", Counts(errors, warnings));
        var what = reading.Commit.HasUncommittedFiles ? "the work tree" : reading.Commit.ShortId;
        return reading.Resources is { } resources && errors == 0
            ? $"Valid: {what} declares {Count(resources.Servers.Length, "server")} and {Count(resources.Packages.Length, "package")}{(found.Length == 0 ? "" : $" ({found})")}."
            : $"Invalid: {found} in {what}; nothing is planned from it.";
    }

    private static IEnumerable<string> Counts(int errors, int warnings)
    {
        if (errors > 0)
            yield return Count(errors, "error");
        if (warnings > 0)
            yield return Count(warnings, "warning");
    }

    private static string Count(int number, string thing) => Core.Planning.PlanText.Count(number, thing);

    private static void Write(Utf8JsonWriter writer, Reading reading, ImmutableArray<Diagnostic> diagnostics)
    {
        writer.WriteString("kind"u8, "diagnostics"u8);
        writer.WriteString("commit"u8, reading.Commit.Id);
        writer.WriteBoolean("valid"u8, diagnostics.All(diagnostic => diagnostic.Severity != Severity.Error));
        writer.WriteStartArray("diagnostics"u8);
        foreach (var diagnostic in diagnostics)
        {
            writer.WriteStartObject();
            writer.WriteString("severity"u8, diagnostic.Severity.ToString().ToLowerInvariant());
            writer.WriteString("code"u8, diagnostic.Code);
            writer.WriteString("file"u8, diagnostic.At.File);
            writer.WriteNumber("line"u8, diagnostic.At.Line);
            writer.WriteNumber("column"u8, diagnostic.At.Column);
            writer.WriteNumber("length"u8, diagnostic.Length);
            writer.WriteString("message"u8, diagnostic.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

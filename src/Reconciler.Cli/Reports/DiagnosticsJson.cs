using System.Text.Json;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports;

/// <summary>Diagnostics for programs. Places of whole files have neither line nor column; <c>endColumn</c> is the one behind the last.</summary>
internal static class DiagnosticsJson
{
    internal static void Write(Utf8JsonWriter writer, DiagnosticsSheet sheet)
    {
        var shown = ShownDiagnostics.Of(sheet.Diagnostics);
        writer.WriteString("kind"u8, "diagnostics"u8);
        writer.WriteString("commit"u8, sheet.Commit.Id);
        writer.WriteBoolean("valid"u8, sheet.IsValid);
        writer.WriteNumber("errors"u8, sheet.Count(Severity.Error));
        writer.WriteNumber("warnings"u8, sheet.Count(Severity.Warning));
        writer.WriteNumber("notes"u8, sheet.Count(Severity.Note));
        writer.WriteStartArray("diagnostics"u8);
        foreach (var diagnostic in shown.Shown)
            Write(writer, diagnostic);

        writer.WriteEndArray();
        writer.WriteNumber("more"u8, shown.More);
    }

    private static void Write(Utf8JsonWriter writer, Diagnostic diagnostic)
    {
        writer.WriteStartObject();
        writer.WriteString("severity"u8, diagnostic.Severity.ToString().ToLowerInvariant());
        writer.WriteString("code"u8, diagnostic.Code);
        WritePlace(writer, diagnostic.Span);
        writer.WriteString("message"u8, diagnostic.Message);
        writer.WriteString("help"u8, diagnostic.Help);
        writer.WriteStartArray("related"u8);
        foreach (var place in diagnostic.Related)
        {
            writer.WriteStartObject();
            WritePlace(writer, place.Span);
            writer.WriteString("message"u8, place.Why);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, SourceSpan span)
    {
        writer.WriteString("file"u8, span.At.File);
        if (span.At.Line == 0)
            return;

        writer.WriteNumber("line"u8, span.At.Line);
        writer.WriteNumber("column"u8, span.At.Column);
        writer.WriteNumber("endLine"u8, span.At.Line);
        writer.WriteNumber("endColumn"u8, span.At.Column + span.Length);
    }
}

namespace Reconciler.Core.Diagnostics;

/// <summary>What the factories of diagnostics are written with.</summary>
internal static class Report
{
    public static Diagnostic Error(string code, SourceSpan span, MessageText message) => new(Severity.Error, code, span.At, message.ToString(), span.Length);

    public static Diagnostic Warning(string code, SourceSpan span, MessageText message) => new(Severity.Warning, code, span.At, message.ToString(), span.Length);

    public static Diagnostic Note(string code, SourceSpan span, MessageText message) => new(Severity.Note, code, span.At, message.ToString(), span.Length);
}

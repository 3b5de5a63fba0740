namespace Reconciler.Core.Diagnostics;

/// <summary>
/// What the factories of diagnostics are written with. Any of them may give a warning or a note: nothing else has to be changed for it.
/// Each wording says what is wrong, then <c>"; "</c>, then what to do.
/// </summary>
internal static class Report
{
    public static Diagnostic Error(string code, SourceSpan span, MessageText message) => Of(Severity.Error, code, span, message);

    public static Diagnostic Warning(string code, SourceSpan span, MessageText message) => Of(Severity.Warning, code, span, message);

    public static Diagnostic Note(string code, SourceSpan span, MessageText message) => Of(Severity.Note, code, span, message);

    private static Diagnostic Of(Severity severity, string code, SourceSpan span, MessageText message) =>
        new(severity, code, span.At, message.Message, span.Length) { Help = message.Help };
}

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

    /// <summary>For a problem that a reader of values worded: the end of a sentence, which may say what to do itself, behind the last <c>"; "</c>.</summary>
    /// <param name="usual">What to do where it says nothing.</param>
    public static (string Problem, string Help) Advised(string problem, string usual)
    {
        var parting = problem.LastIndexOf("; ", StringComparison.Ordinal);
        return parting < 0 ? (problem, usual) : (problem[..parting], problem[(parting + 2)..]);
    }

    private static Diagnostic Of(Severity severity, string code, SourceSpan span, MessageText message) =>
        new(severity, code, span.At, message.Message, span.Length) { Help = message.Help };
}

using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN1xxx: what is wrong with a configuration file as text and as YAML.</summary>
public static class YamlDiagnostics
{
    public static Diagnostic FileTooLarge(SourceSpan file, int limitMiB) =>
        Error("RCN1001", file, $"the file is larger than {limitMiB} MiB; split it");

    /// <param name="file">The first one that is too many.</param>
    /// <param name="limit">With its unit: <c>32 MiB</c>.</param>
    public static Diagnostic ConfigurationTooLarge(SourceSpan file, string limit) =>
        Error("RCN1020", file, $"all files up to this one have more than {limit} together; keep content out of the configuration path, or name a smaller one with --path");

    public static Diagnostic NotUtf8(SourceSpan at) =>
        Error("RCN1002", at, $"this byte is not valid UTF-8; save the file as UTF-8");

    /// <param name="encoding">As people call it: <c>UTF-16</c>.</param>
    public static Diagnostic OtherEncoding(SourceSpan at, string encoding) =>
        Error("RCN1017", at, $"the file is written in {encoding}; save it as UTF-8");

    public static Diagnostic ControlCharacter(SourceSpan at, int code) =>
        Error("RCN1003", at, $"the control character U+{code:X4} cannot stand in a configuration file; remove it");

    public static Diagnostic LoneCarriageReturn(SourceSpan at) =>
        Error("RCN1018", at, $"a carriage return without a line feed cannot end a line; save the file with the line ends of Unix or Windows");

    /// <param name="problem">What the parser did not like.</param>
    /// <param name="help">What is usually to be done then.</param>
    /// <param name="opened">Where that began which does not end well.</param>
    public static Diagnostic SyntaxError(SourceSpan at, string problem, string help, SourceSpan? opened) =>
        Error("RCN1004", at, $"not valid YAML: {problem}; {help}") with { Related = [.. opened is { } span ? [new RelatedPlace(span, "opened here")] : Array.Empty<RelatedPlace>()] };

    public static Diagnostic TabIndentation(SourceSpan at) =>
        Error("RCN1005", at, $"a tab cannot indent YAML; use blanks");

    public static Diagnostic TooDeep(SourceSpan at, int limit) =>
        Error("RCN1006", at, $"nested deeper than {limit} levels; no field lies so deep: look for a bracket that is not closed");

    public static Diagnostic TooManyDocuments(SourceSpan at, int limit) =>
        Error("RCN1007", at, $"more than {limit} documents in one file; split it");

    public static Diagnostic TooManyValues(SourceSpan at, int limit) =>
        Error("RCN1019", at, $"more than {limit} values in one file; split it");

    public static Diagnostic Anchor(SourceSpan at) =>
        Error("RCN1008", at, $"anchors ('&') and aliases ('*') are not supported; write the value out, in quotes if it begins with one of these, or let it be inherited from a Site or the Policy");

    public static Diagnostic MergeKey(SourceSpan at) =>
        Error("RCN1009", at, $"merge keys are not supported; write the fields out, or let them be inherited from a Site or the Policy");

    public static Diagnostic Tag(SourceSpan at, string tag) =>
        Error("RCN1010", at, $"the tag '{tag}' is not supported; remove it: values keep their text, so that none is needed");

    public static Diagnostic DuplicateKey(SourceSpan at, string key, SourceSpan first) =>
        Error("RCN1011", at, $"'{key}' is set already; remove one of the two") with { Related = [new(first, "first set here")] };

    public static Diagnostic KeyNotText(SourceSpan at) =>
        Error("RCN1012", at, $"a list or a mapping cannot be a key; write a word, in quotes if it begins with a bracket");

    public static Diagnostic TooManyProblems(SourceSpan at, int limit) =>
        Error("RCN1013", at, $"{limit} problems so far; mend these first: what is below was not looked at");

    /// <param name="ignoreFile">Where the line belongs, such as <c>.reconcilerignore</c>.</param>
    public static Diagnostic ForeignDocument(SourceSpan at, string ignoreFile, string ignoreLine) =>
        Error("RCN1014", at, $"not a Reconciler document (no 'apiVersion: reconciler/v1'); to leave this file out, add the line '{ignoreLine}' to {ignoreFile}");

    public static Diagnostic TooManyIgnorePatterns(SourceSpan at, int limit) =>
        Error("RCN1016", at, $"more than {limit} patterns in one file; leave out directories instead of single files");

    public static Diagnostic BadIgnorePattern(SourceSpan at, string pattern, string problem)
    {
        var (what, help) = Advised(problem, "correct it: the syntax is that of .gitignore");
        return Error("RCN1015", at, $"'{pattern}' is not a pattern: {what}; {help}");
    }
}

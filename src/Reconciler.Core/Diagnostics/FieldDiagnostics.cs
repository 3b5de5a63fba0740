using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN20xx: a document's head, its fields, and values of the wrong shape.</summary>
public static class FieldDiagnostics
{
    public static Diagnostic ApiVersionMissing(SourceSpan at) =>
        Error("RCN2001", at, $"the document has no apiVersion; begin it with 'apiVersion: reconciler/v1'");

    public static Diagnostic UnknownApiVersion(SourceSpan at, string apiVersion) =>
        Error("RCN2002", at, $"apiVersion '{apiVersion}' is not known to this version of Reconciler; write 'reconciler/v1'");

    public static Diagnostic UnknownKind(SourceSpan at, string kind, string? nearest, IEnumerable<string> known) =>
        Error("RCN2003", at, $"unknown kind '{kind}'; {NearestName.Ask(nearest) ?? $"the kinds are {List(known)}"}");

    public static Diagnostic UnknownField(SourceSpan at, string field, string? nearest, IEnumerable<string> known) =>
        Error("RCN2004", at, $"unknown field '{field}'; {NearestName.Ask(nearest) ?? $"the fields here are {List(known)}"}");

    /// <param name="what">With its kind: <c>field 'bandwidth'</c>, <c>kind 'Job'</c>.</param>
    public static Diagnostic LaterVersion(SourceSpan at, string what, string thisVersion) =>
        Error("RCN2005", at, $"{what} belongs to a later version of Reconciler; leave it out: this is version {thisVersion}");

    public static Diagnostic FieldMissing(SourceSpan at, string field, string inside) =>
        Error("RCN2006", at, $"'{field}' is missing in {inside}; add it");

    public static Diagnostic NoValue(SourceSpan at, string field) =>
        Error("RCN2007", at, $"'{field}' has no value; write one, or leave the field out");

    /// <param name="expected">With its article: <c>a list</c>.</param>
    public static Diagnostic WrongShape(SourceSpan at, string field, string expected, string found) =>
        Error("RCN2008", at, $"'{field}' must be {expected}, not {found}; {HowToWrite(field, expected)}");

    public static Diagnostic NotBoolean(SourceSpan at, string field, string text) =>
        Error("RCN2009", at, $"'{field}' cannot be '{text}'; write true or false");

    public static Diagnostic NotInteger(SourceSpan at, string field, string text, int least, int most) =>
        Error("RCN2010", at, $"'{field}' cannot be '{text}'; write a whole number from {least} to {most}");

    public static Diagnostic NotDuration(SourceSpan at, string field, string text) =>
        Error("RCN2011", at, $"'{field}' cannot be '{text}'; write a duration such as '24h', '7d' or '1h30m' (units d, h, m, s)");

    public static Diagnostic DurationOutOfRange(SourceSpan at, string field, string text, string least, string most) =>
        Error("RCN2012", at, $"'{field}' cannot be '{text}'; write a duration from {least} to {most}");

    public static Diagnostic NotLimit(SourceSpan at, string field, string text) =>
        Error("RCN2013", at, $"'{field}' cannot be '{text}'; write a count such as '500' or a percentage from '0%' to '100%'");

    public static Diagnostic UnknownValue(SourceSpan at, string field, string text, string? nearest, IEnumerable<string> allowed) =>
        Error("RCN2014", at, $"'{field}' cannot be '{text}'; {NearestName.Ask(nearest) ?? $"it is one of {List(allowed)}"}");

    public static Diagnostic EmptyList(SourceSpan at, string field) =>
        Error("RCN2015", at, $"'{field}' lists nothing; list something, or leave the field out");

    public static Diagnostic TooManySources(SourceSpan at) =>
        Error("RCN2016", at, $"a source has one of 'path', 'directory', 'git' and 'url'; keep one of them");

    public static Diagnostic NoSource(SourceSpan at) =>
        Error("RCN2017", at, $"the source names no place; add 'path' (in this repository), 'directory' (on the site server), 'git' (another repository) or 'url' (on a web server)");

    public static Diagnostic OperatorNeedsValues(SourceSpan at, string @operator) =>
        Error("RCN2018", at, $"the operator {@operator} needs 'values'; add them, such as 'values: [store]'");

    public static Diagnostic OperatorTakesNoValues(SourceSpan at, string @operator) =>
        Error("RCN2019", at, $"the operator {@operator} takes no 'values'; remove them");

    public static Diagnostic NotInstant(SourceSpan at, string field, string text) =>
        Error("RCN2020", at, $"'{field}' cannot be '{text}'; write a day such as '2026-12-01', which begins at 00:00 UTC, or a time with its offset such as '2026-12-01T18:00Z'");

    public static Diagnostic UrlWithoutSha256(SourceSpan at) =>
        Error("RCN2030", at, $"a 'url' needs the 'sha256' of its file, so that what is distributed is what was reviewed; add it as 'sha256sum FILE' prints it");

    public static Diagnostic FieldWithoutUrl(SourceSpan at, string field) =>
        Error("RCN2031", at, $"'{field}' goes with 'url', and this source has none; leave it out, or add 'url'");

    public static Diagnostic NothingToFollow(SourceSpan at) =>
        Error("RCN2032", at, $"only 'directory' and 'git' can be followed, since a 'path' is what each commit says and a 'url' is held to its 'sha256'; leave 'follow' out");

    /// <param name="list">Where such a field belongs in the other form.</param>
    public static Diagnostic MixedForms(SourceSpan at, string field, string list) =>
        Error("RCN2040", at, $"'{field}' cannot stand beside 'versions' or 'rules': a package has 'version', 'source' and 'distribute', or it has 'versions', 'rules' and 'except'; move it into an item of '{list}'");

    public static Diagnostic RulesWithoutVersions(SourceSpan at) =>
        Error("RCN2041", at, $"'rules' without 'versions': the rules say which server gets which; list under 'versions' what there is, each with 'version' and 'source'");

    public static Diagnostic VersionsWithoutRules(SourceSpan at) =>
        Error("RCN2042", at, $"'versions' without 'rules': nothing says which server gets which; list under 'rules', for each 'version', who gets it");

    public static Diagnostic ExceptWithoutRules(SourceSpan at) =>
        Error("RCN2043", at, $"'except' at this place goes with 'versions' and 'rules'; write it inside 'distribute', as 'distribute.except'");

    private static string HowToWrite(string field, string expected) => expected switch
    {
        "a list" => $"write '{field}: [a, b]', or a line '- a' for each",
        ['a', ' ', 'm', 'a', 'p', 'p', 'i', 'n', 'g', ..] => $"write '{field}: {{ key: value }}', or a line 'key: value' for each, indented below it",
        _ => $"write one value behind '{field}:'",
    };

    private static string List(IEnumerable<string> names) => string.Join(", ", names);
}

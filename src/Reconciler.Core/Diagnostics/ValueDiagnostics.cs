using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN21xx: names, labels, versions, patterns, paths and addresses that cannot be.</summary>
public static class ValueDiagnostics
{
    public static Diagnostic BadName(SourceSpan at, string name) =>
        Error("RCN2101", at, $"'{name}' cannot be a name; write letters and digits (A-Z, a-z, 0-9), and behind the first also '.', '_' and '-', at most 128 characters");

    /// <param name="problem">The end of a sentence.</param>
    public static Diagnostic NameImpossibleOnWindows(SourceSpan at, string name, string problem) =>
        Error("RCN2102", at, $"'{name}' cannot be a directory on Windows: {problem}; choose another name");

    public static Diagnostic BadLabelKey(SourceSpan at, string key) =>
        Error("RCN2103", at, $"'{key}' cannot be a label; write letters and digits (A-Z, a-z, 0-9), and behind the first also '.', '_', '-' and '/', at most 128 characters");

    public static Diagnostic BuiltInLabel(SourceSpan at, string key) =>
        Error("RCN2104", at, $"every server has the label '{key}' already, with its own {key}; choose another key");

    public static Diagnostic BadVersion(SourceSpan at, string version) =>
        Error("RCN2105", at, $"'{version}' cannot be a version; write letters and digits (A-Z, a-z, 0-9), and behind the first also '.', '_', '+' and '-', at most 64 characters");

    public static Diagnostic VersionIsPointer(SourceSpan at, string version) =>
        Error("RCN2109", at, $"'{version}' cannot be a version, because servers with 'layout: versions' keep a file of that name among the versions; write another one");

    public static Diagnostic BadPattern(SourceSpan at, string pattern, string problem)
    {
        var (what, help) = Advised(problem, "write a path with '*', '?' and '**', such as '**/*.pdb'");
        return Error("RCN2106", at, $"'{pattern}' is not a pattern: {what}; {help}");
    }

    public static Diagnostic BadFileName(SourceSpan at, string name) =>
        Error("RCN2107", at, $"'{name}' is not the name of a file; write the name alone, without directories");

    public static Diagnostic BadLabelValue(SourceSpan at, string value) =>
        Error("RCN2108", at, $"'{value}' cannot be the value of a label; write at most 128 characters, on one line");

    public static Diagnostic BadPath(SourceSpan at, string field, string path, string problem)
    {
        var (what, help) = Advised(problem, $"write a path such as '{(field == "directory" ? "/mnt/builds/viewer" : "packages/viewer")}'");
        return Error("RCN2110", at, $"'{field}' cannot be '{path}': {what}; {help}");
    }

    public static Diagnostic PathLeavesRepository(SourceSpan at, string path) =>
        Error("RCN2111", at, $"'{path}' leaves the repository; use 'directory' for what lies on the site server");

    public static Diagnostic BadPublishAs(SourceSpan at, string path, string problem)
    {
        var (what, help) = Advised(problem, "write a path below the server's root, such as 'Apps/Viewer'");
        return Error("RCN2112", at, $"'publishAs' cannot be '{path}': {what}; {help}");
    }

    public static Diagnostic BadAddress(SourceSpan at, string address, string problem)
    {
        var (what, help) = Advised(problem, "write a directory such as 'dp-1', '/srv/packages' or '\\\\server\\share'");
        return Error("RCN2120", at, $"'{address}' is not an address: {what}; {help}");
    }

    public static Diagnostic UnknownPlaceholder(SourceSpan at, string address, string placeholder) =>
        Error("RCN2121", at, $"'{placeholder}' in '{address}' stands for nothing; the only placeholder is '{{name}}', the server's name");

    public static Diagnostic AddressWithoutName(SourceSpan at, string address) =>
        Error("RCN2122", at, $"'{address}' would be the address of many servers; put '{{name}}' into it, the server's name");

    public static Diagnostic BadMode(SourceSpan at, string field, string text, string example) =>
        Error("RCN2130", at, $"'{field}' cannot be '{text}'; write permissions in octal, such as \"{example}\"");

    public static Diagnostic ModeWithoutQuotes(SourceSpan at, string field, string text) =>
        Error("RCN2134", at, $"'{field}' without quotes is a number, and not the same one to every reader of YAML; write \"{text}\"");

    /// <param name="better">The same without these bits.</param>
    public static Diagnostic SpecialMode(SourceSpan at, string field, string text, string better) =>
        Error("RCN2131", at, $"'{field}' cannot be '{text}': setuid, setgid and sticky are no part of it; write \"{better}\"");

    /// <param name="better">The same without execute bits.</param>
    public static Diagnostic ExecutableMode(SourceSpan at, string field, string text, string better) =>
        Error("RCN2132", at, $"'{field}' cannot be '{text}': only a package's executable files can be run, by whoever may read them; write \"{better}\"");

    /// <param name="better">The same with the bits that the owner needs.</param>
    public static Diagnostic OwnerWithoutMode(SourceSpan at, string field, string text, string better) =>
        Error("RCN2133", at, $"'{field}' cannot be '{text}': Reconciler, which owns what it places, could not work with it any more; write \"{better}\"");

    public static Diagnostic BadSourceUrl(SourceSpan at, string url, string problem)
    {
        var (what, help) = Advised(problem, "write one such as 'https://builds.example.com/viewer-3.2.zip'");
        return Error("RCN2140", at, $"'{SourceDisplay(url)}' is not a URL that a package can come from: {what}; {help}");
    }

    public static Diagnostic BadSha256(SourceSpan at, string text) =>
        Error("RCN2141", at, $"'{text}' is not a SHA-256; write its 64 hexadecimal digits, as 'sha256sum FILE' prints them");

    public static Diagnostic UrlWithoutFileName(SourceSpan at, string url) =>
        Error("RCN2142", at, $"'{SourceDisplay(url)}' does not end with what can be the name of a file, so that the package has none for it; use another URL, or 'unpack: true' for an archive");

    /// <param name="problem">The end of a sentence. The URL itself is not shown: it may carry a password.</param>
    public static Diagnostic BadGitUrl(SourceSpan at, string problem) =>
        Error("RCN2145", at, $"this is no URL of a Git repository: {problem}; write one such as 'https://git.example.com/tools.git'");

    public static Diagnostic BadRevision(SourceSpan at, string revision) =>
        Error("RCN2146", at, $"'{revision}' is not a revision; write a branch, a tag, the full name of a reference, or a commit id of at least 4 characters");

    /// <summary>Whoever wrote a password into a URL need not find it in every log, too.</summary>
    private static string SourceDisplay(string url)
    {
        var start = url.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = start < 2 ? -1 : url.IndexOfAny(['/', '?', '#'], start);
        var at = url.AsSpan(0, end < 0 ? url.Length : end).LastIndexOf('@');
        return start >= 2 && at > start ? $"{url[..start]}…{url[at..]}" : url;
    }
}

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
}

using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN31xx: versions and rules of a package that do not know each other, or are for nobody.</summary>
public static class RingDiagnostics
{
    public static Diagnostic DuplicateVersion(SourceSpan at, string version, SourcePosition first) =>
        Error("RCN3101", at, $"there is a version '{version}' already ({first.FileAndLine}); give each its own name");

    public static Diagnostic UnknownVersion(SourceSpan at, string version, string? nearest, IEnumerable<string> declared) =>
        Error("RCN3102", at, $"'versions' has no '{version}'{(nearest is null ? $"; it has {string.Join(", ", declared)}" : NearestName.Question(nearest))}");

    public static Diagnostic VersionWithoutRule(SourceSpan at, string version) =>
        Warning("RCN3103", at, $"no rule is for version '{version}', so that no server gets it; write a rule for it, or take it out of 'versions'");

    public static Diagnostic RuleSelectsNobody(SourceSpan at, string version) =>
        Warning("RCN3104", at, $"this rule for version '{version}' selects no server; correct it, or take it out");

    public static Diagnostic RuleWithoutServers(SourceSpan at, string version) =>
        Warning("RCN3105", at, $"no server is left for this rule for version '{version}': those that it selects belong to rules above it, or stand in the package's 'except'; move it up, or take it out");
}

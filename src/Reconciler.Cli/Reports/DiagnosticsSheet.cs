using System.Collections.Immutable;
using Reconciler.Cli.Calls;
using Reconciler.Core.Commits;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>What is told of a configuration that was checked, whatever the format; of one that cannot be planned it is told in the place of the plan.</summary>
/// <param name="Commit">Whose files the places are in.</param>
/// <param name="IsValid">False: nothing is planned from it.</param>
/// <param name="Ending">The closing line.</param>
/// <param name="Diagnostics">Sorted by place.</param>
internal sealed record DiagnosticsSheet(CommitInfo Commit, bool IsValid, string Ending, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <param name="refused">From which severity on a commit is refused.</param>
    internal static DiagnosticsSheet Of(Reading reading, ImmutableArray<Diagnostic> diagnostics, Severity refused)
    {
        var isValid = diagnostics.All(diagnostic => diagnostic.Severity < refused);
        return new(reading.Commit, isValid, EndingOf(reading, diagnostics, isValid), diagnostics);
    }

    internal int Count(Severity severity) => Diagnostics.Count(diagnostic => diagnostic.Severity == severity);

    private static string EndingOf(Reading reading, ImmutableArray<Diagnostic> diagnostics, bool isValid)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        var warnings = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Warning);
        var found = string.Join(", ", Counts(errors, warnings));
        var what = reading.Commit.HasUncommittedFiles ? "the work tree" : reading.Commit.ShortId;
        return reading.Resources is { } resources && isValid
            ? $"Valid: {what} declares {PlanText.Count(resources.Servers.Length, "server")} and {PlanText.Count(resources.Packages.Length, "package")}{(found.Length == 0 ? "" : $" ({found})")}."
            : $"Invalid: {found} in {what}{(errors == 0 ? $", with {CommonOptions.WarningsAsErrors.Name}" : "")}; nothing is planned from it.";
    }

    private static IEnumerable<string> Counts(int errors, int warnings)
    {
        if (errors > 0)
            yield return PlanText.Count(errors, "error");
        if (warnings > 0)
            yield return PlanText.Count(warnings, "warning");
    }
}

using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports;

/// <summary>As many diagnostics as somebody can read. Where there are more, errors go first.</summary>
/// <param name="Shown">Sorted by place.</param>
/// <param name="More">How many are left out.</param>
internal sealed record ShownDiagnostics(ImmutableArray<Diagnostic> Shown, int More)
{
    internal const int Limit = 100;

    /// <param name="diagnostics">Sorted by place.</param>
    internal static ShownDiagnostics Of(ImmutableArray<Diagnostic> diagnostics) => diagnostics.Length <= Limit
        ? new(diagnostics, 0)
        : new([.. diagnostics.OrderByDescending(diagnostic => diagnostic.Severity).Take(Limit).Order()], diagnostics.Length - Limit);

    /// <summary><c>… and 312 more problems</c>; null when all are shown.</summary>
    internal string? Rest => More == 0 ? null : $"… and {Core.Planning.PlanText.Count(More, "more problem")}";
}

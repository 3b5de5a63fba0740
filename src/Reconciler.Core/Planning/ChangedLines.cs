using Reconciler.Core.Commits;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>
/// Of a package's document, the line that changed since the last synced commit and says what servers get, not who gets it: the uppermost, where
/// there are several.
/// </summary>
internal sealed class ChangedLines(CommitChanges changes)
{
    internal SourcePosition? Of(Package package) => First(package, Changed(package));

    /// <summary>
    /// A line that decides on one version under one rule: of the rule first, then of the version; then any that is not another version's or rule's.
    /// </summary>
    internal SourcePosition? Of(Package package, PackageVersion version, Distribution rule)
    {
        var changed = Changed(package);
        if (changed.Count == 0)
            return null;

        var others = package.Rules.Where(other => other != rule).SelectMany(other => Lines(other.At, other.LastLine))
            .Concat(package.Versions.Where(other => other != version).SelectMany(other => Lines(other.At, other.LastLine)));
        return First(package, changed.Intersect(Lines(rule.At, rule.LastLine)))
            ?? First(package, changed.Intersect(Lines(version.At, version.LastLine)))
            ?? First(package, changed.Except(others));
    }

    private List<int> Changed(Package package)
    {
        if (!changes.Files.TryGetValue(package.At.File, out var change))
            return [];

        // A name in `to` says who; but where it shares its line with the version, the line says what, too.
        var whats = package.Rules.Select(rule => rule.At.Line).Append(package.At.Line).ToHashSet();
        var whos = package.Rules.SelectMany(rule => rule.References).Concat(package.Except).Select(reference => reference.At.Line).Where(line => !whats.Contains(line));
        return [.. change.Lines.Where(line => line >= package.At.Line && line <= package.LastLine).Except(whos)];
    }

    private static SourcePosition? First(Package package, IEnumerable<int> lines) =>
        lines.Select(line => (int?)line).Min() is { } first ? new SourcePosition(package.At.File, first) : null;

    private static IEnumerable<int> Lines(SourcePosition at, int lastLine) => Enumerable.Range(at.Line, Math.Max(1, lastLine - at.Line + 1));
}

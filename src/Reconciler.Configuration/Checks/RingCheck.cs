using Reconciler.Configuration.Declarations;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Configuration.Checks;

/// <summary>That the versions and the rules of a package know each other, and that each of them is for somebody.</summary>
internal static class RingCheck
{
    public static void Check(IEnumerable<DeclaredPackage> packages, List<Diagnostic> problems)
    {
        foreach (var rings in packages.Select(package => package.Rings).OfType<DeclaredRings>())
        {
            CheckNames(rings.Versions, problems);

            // A name that is missing or was refused may be any: nothing is said of the names that go with it.
            if (!rings.Versions.Contains(null) && !rings.Versions.IsEmpty && !rings.Rules.IsEmpty)
                CheckUses(rings, problems);
        }
    }

    /// <summary>Needs to know who the servers are, so that it comes last.</summary>
    /// <param name="resources">Without an error.</param>
    public static void CheckServers(IEnumerable<DeclaredPackage> packages, ResourceSet resources, List<Diagnostic> problems)
    {
        GroupExpansion? groups = null;
        foreach (var package in packages.Where(package => package.Rings is not null))
        {
            groups ??= new(resources, new ServerTable());
            var rules = PackageTargets.Of(package.Package, groups).Rules;
            for (var i = 0; i < rules.Length; i++)
            {
                if (rules[i].Servers.IsEmpty && package.Rings!.Rules[i] is { } word)
                    problems.Add(rules[i].Matched.IsEmpty ? RingDiagnostics.RuleSelectsNobody(word.Span, word.Version) : RingDiagnostics.RuleWithoutServers(word.Span, word.Version));
            }
        }
    }

    private static void CheckNames(IEnumerable<VersionWord?> versions, List<Diagnostic> problems)
    {
        var first = new Dictionary<string, VersionWord>(StringComparer.Ordinal);
        foreach (var version in versions.OfType<VersionWord>())
        {
            if (!first.TryAdd(version.Version, version))
                problems.Add(RingDiagnostics.DuplicateVersion(version.Span, version.Version, first[version.Version].Span.At));
        }
    }

    private static void CheckUses(DeclaredRings rings, List<Diagnostic> problems)
    {
        var declared = rings.Versions.Select(version => version!.Version).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in rings.Rules.OfType<VersionWord>().Where(rule => !declared.Contains(rule.Version)))
            problems.Add(RingDiagnostics.UnknownVersion(rule.Span, rule.Version, NearestName.Of(rule.Version, declared), declared));

        if (rings.Rules.Contains(null))
            return;

        var used = rings.Rules.Select(rule => rule!.Version).ToHashSet(StringComparer.Ordinal);
        foreach (var version in rings.Versions.OfType<VersionWord>().Where(version => !used.Contains(version.Version)).DistinctBy(version => version.Version))
            problems.Add(RingDiagnostics.VersionWithoutRule(version.Span, version.Version));
    }
}

using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Placements;

/// <summary>Who gets a package, and by which words of the configuration.</summary>
/// <param name="Servers">The answer: those that some rule wins. Suspension, reachability and <c>retire</c> play no part in it.</param>
/// <param name="Rules">In their order; no two win the same server.</param>
/// <param name="Except">What each item of the package's own <c>except</c> takes away from all rules.</param>
public sealed record PackageTargets(ServerSet Servers, ImmutableArray<RuleTargets> Rules, ImmutableArray<TargetStep> Except)
{
    /// <summary>
    /// The one definition: what the package's own <c>except</c> means is for nobody; of the others, the first rule whose expansion contains a
    /// server wins it. What a rule's expansion is, <see cref="RuleTargets"/> says.
    /// </summary>
    public static PackageTargets Of(Package package, GroupExpansion groups)
    {
        var except = TargetStep.Of(package.Except, groups);
        var remaining = groups.Declared - groups.Union(except.Select(step => step.Servers));
        var rules = ImmutableArray.CreateBuilder<RuleTargets>(package.Rules.Length);
        foreach (var rule in package.Rules)
        {
            var targets = RuleTargets.Of(rule, remaining, groups);
            rules.Add(targets);
            remaining -= targets.Matched;
        }

        return new(groups.Union(rules.Select(rule => rule.Servers)), rules.MoveToImmutable(), except);
    }

    /// <summary>The rule that wins the server; null when none does.</summary>
    public RuleTargets? Winning(ServerName server) => Rules.FirstOrDefault(rule => rule.Servers.Contains(server));
}

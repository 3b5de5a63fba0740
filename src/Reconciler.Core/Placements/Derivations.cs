using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Placements;

/// <summary>Derives single cells of the desired placement again, line by line, from what <see cref="PackageTargets"/> keeps as sets.</summary>
public sealed class Derivations(DesiredPlacement desired)
{
    private readonly Memberships memberships = new(desired.Resources, desired.Groups);

    /// <exception cref="KeyNotFoundException">The server is not declared.</exception>
    public Derivation Of(DesiredPackage package, ServerName server)
    {
        var rules = ImmutableArray.CreateBuilder<RuleDerivation>();
        foreach (var rule in package.Targets.Rules)
        {
            rules.Add(OfRule(rule, server));
            if (rules[^1].Matches)
                break;
        }

        return new(
            desired.Wanted(package).Contains(server),
            rules.ToImmutable(),
            [.. OfExcept(package.Targets.Except, server, isSelected: rules[^1].Matches), .. OfRetire(package.Package, server)]);
    }

    private RuleDerivation OfRule(RuleTargets rule, ServerName server)
    {
        var steps = new List<DerivationStep>(OfTo(rule, server));
        steps.AddRange(OfSites(rule, server, IsSelected(steps)));
        steps.AddRange(OfFallback(rule, server));
        steps.AddRange(OfExcept(rule.Except, server, IsSelected(steps)));
        return new(rule.Rule, rule.Matched.Contains(server), [.. steps]);
    }

    private IEnumerable<DerivationStep> OfTo(RuleTargets rule, ServerName server)
    {
        var isDefault = rule.Rule.To.IsEmpty;
        return from step in rule.To
               let selects = step.Servers.Contains(server)
               let text = $"{(selects ? "" : "not in ")}to: [{step.Reference.Name}]{(isDefault ? " by default" : "")}"
               select new DerivationStep(
                   DerivationRule.To, selects ? StepEffect.Selects : StepEffect.Nothing, text, step.Reference.At, memberships.Of(step.Reference.Name, server));
    }

    private IEnumerable<DerivationStep> OfSites(RuleTargets targets, ServerName server, bool isSelected)
    {
        if (targets.Sites is not { } ofSites)
            yield break;

        var rule = targets.Rule;
        var isThere = ofSites.Contains(server);
        var words = $"sites: [{string.Join(", ", rule.Sites.Select(site => site.Name))}]{(rule.IncludeSubsites ? " and the sites below" : "")}";
        yield return new(
            DerivationRule.Sites,
            isSelected && !isThere ? StepEffect.TakesAway : StepEffect.Nothing,
            $"{server} is at {SiteOf(server)}, {(isThere ? "one" : "none")} of {words}",
            rule.Sites.FirstOrDefault(site => IsAt(server, site, rule), rule.Sites[0]).At,
            []);
    }

    private IEnumerable<DerivationStep> OfFallback(RuleTargets rule, ServerName server)
    {
        var site = SiteOf(server);
        foreach (var step in rule.Fallback.Where(step => step.Site == site))
        {
            yield return new(
                DerivationRule.Fallback,
                step.Servers.Contains(server) ? StepEffect.Selects : StepEffect.Nothing,
                $"fallback to the Default Servers of {site}",
                step.Listed.At,
                [new(true, $"to selects no server of {site}", null), .. memberships.Of(ServerGroup.DefaultServers, server)]);
        }

        var selected = desired.Groups.Union(rule.To.Select(step => step.Servers));
        foreach (var step in rule.SatisfiedSites.Where(step => step.Site == site && (step.Servers - selected).Contains(server)))
        {
            var there = (selected & desired.Groups.OfSite(step.Site)).First;
            yield return new(
                DerivationRule.Fallback,
                StepEffect.Nothing,
                $"no fallback to the Default Servers of {site}",
                step.Listed.At,
                [new(false, $"to selects {there}, which is at {site}", null)]);
        }
    }

    private IEnumerable<DerivationStep> OfExcept(ImmutableArray<TargetStep> except, ServerName server, bool isSelected) =>
        from step in except
        where step.Servers.Contains(server)
        select new DerivationStep(
            DerivationRule.Except,
            isSelected ? StepEffect.TakesAway : StepEffect.Nothing,
            $"excluded by except: [{step.Reference.Name}]",
            step.Reference.At,
            memberships.Of(step.Reference.Name, server));

    private IEnumerable<DerivationStep> OfRetire(Package package, ServerName server)
    {
        if (memberships.Find(server)?.Retire is { } serverRetired)
            yield return new(DerivationRule.ServerRetired, StepEffect.TakesAway, $"{server} is to be emptied: retire: true", serverRetired, []);
        if (package.Retire is { } packageRetired)
            yield return new(DerivationRule.PackageRetired, StepEffect.TakesAway, $"{package.Name} is to be removed everywhere: retire: true", packageRetired, []);
    }

    private static bool IsSelected(List<DerivationStep> steps) =>
        steps.FindLast(step => step.Effect != StepEffect.Nothing)?.Effect == StepEffect.Selects;

    private SiteName? SiteOf(ServerName server) => memberships.Find(server)?.Site ?? desired.Groups.CentralSite;

    private bool IsAt(ServerName server, Reference site, Distribution rule) => SiteOf(server) is { } at
        && (rule.IncludeSubsites ? desired.Groups.SelfAndDescendants(new(site.Name)).Contains(at) : at.Value == site.Name);
}

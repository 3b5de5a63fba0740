using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Placements;

/// <summary>Derives single cells of the desired placement again, line by line, from what <see cref="PackageTargets"/> keeps as sets.</summary>
public sealed class Derivations(DesiredPlacement desired)
{
    private readonly Memberships memberships = new(desired.Resources, desired.Groups);

    /// <exception cref="KeyNotFoundException">The server is not declared.</exception>
    public Derivation Of(DesiredPackage package, ServerName server)
    {
        var steps = new List<DerivationStep>(OfTo(package, server));
        steps.AddRange(OfSites(package, server, IsSelected(steps)));
        steps.AddRange(OfFallback(package, server));
        steps.AddRange(OfExcept(package, server, IsSelected(steps)));
        steps.AddRange(OfRetire(package.Package, server));
        return new(desired.Wanted(package).Contains(server), [.. steps]);
    }

    private IEnumerable<DerivationStep> OfTo(DesiredPackage package, ServerName server)
    {
        var isDefault = package.Package.Distribute.To.IsEmpty;
        return from step in package.Targets.To
               let selects = step.Servers.Contains(server)
               let text = $"{(selects ? "" : "not in ")}to: [{step.Reference.Name}]{(isDefault ? " by default" : "")}"
               select new DerivationStep(
                   DerivationRule.To, selects ? StepEffect.Selects : StepEffect.Nothing, text, step.Reference.At, memberships.Of(step.Reference.Name, server));
    }

    private IEnumerable<DerivationStep> OfSites(DesiredPackage package, ServerName server, bool isSelected)
    {
        if (package.Targets.Sites is not { } ofSites)
            yield break;

        var rule = package.Package.Distribute;
        var isThere = ofSites.Contains(server);
        var words = $"sites: [{string.Join(", ", rule.Sites.Select(site => site.Name))}]{(rule.IncludeSubsites ? " and the sites below" : "")}";
        yield return new(
            DerivationRule.Sites,
            isSelected && !isThere ? StepEffect.TakesAway : StepEffect.Nothing,
            $"{server} is at {SiteOf(server)}, {(isThere ? "one" : "none")} of {words}",
            rule.Sites.FirstOrDefault(site => IsAt(server, site, rule), rule.Sites[0]).At,
            []);
    }

    private IEnumerable<DerivationStep> OfFallback(DesiredPackage package, ServerName server)
    {
        var site = SiteOf(server);
        foreach (var step in package.Targets.Fallback.Where(step => step.Site == site))
        {
            yield return new(
                DerivationRule.Fallback,
                step.Servers.Contains(server) ? StepEffect.Selects : StepEffect.Nothing,
                $"fallback to the Default Servers of {site}",
                step.Listed.At,
                [new(true, $"to selects no server of {site}", null), .. memberships.Of(ServerGroup.DefaultServers, server)]);
        }

        var selected = Selected(package);
        foreach (var step in package.Targets.SatisfiedSites.Where(step => step.Site == site && (step.Servers - selected).Contains(server)))
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

    private IEnumerable<DerivationStep> OfExcept(DesiredPackage package, ServerName server, bool isSelected) =>
        from step in package.Targets.Except
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

    private ServerSet Selected(DesiredPackage package) =>
        package.Targets.To.Aggregate(desired.Groups.Nobody, (all, step) => all | step.Servers);

    private SiteName? SiteOf(ServerName server) => memberships.Find(server)?.Site ?? desired.Groups.CentralSite;

    private bool IsAt(ServerName server, Reference site, Distribution rule) => SiteOf(server) is { } at
        && (rule.IncludeSubsites ? desired.Groups.SelfAndDescendants(new(site.Name)).Contains(at) : at.Value == site.Name);
}

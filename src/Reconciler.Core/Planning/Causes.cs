using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>
/// Says why a placement is wanted or not: of all lines that lead to it, the first that changed since the last synced commit; when none
/// did, the item of <c>to</c>. Lines of one file are one cause, the uppermost, so that what one commit did in one place is one action.
/// Derived for what a plan does, never for what it keeps.
/// </summary>
internal sealed class Causes(DesiredPlacement desired)
{
    private readonly ChangedMemberships memberships = new(desired);
    private readonly ChangedLines lines = new(desired.Changes);
    private readonly Dictionary<ServerName, DistributionServer> servers =
        desired.Resources.Servers.ToDictionary(server => server.Name);

    internal Cause At(SourcePosition position, string? fact = null) => new(fact, position, CommitOf(position.File));

    /// <summary>Why these servers should hold the package: each lands in the part of the first item of <c>to</c> that selects it.</summary>
    internal IEnumerable<(Cause Cause, ServerSet Servers)> OfPlacing(DesiredPackage package, ServerSet wanted) =>
        package.Targets.Rules.Where(rule => rule.Servers.Overlaps(wanted)).SelectMany(rule => OfSelecting(package.Package, rule, wanted & rule.Servers));

    /// <summary>Why these servers should hold another content than they do.</summary>
    internal IEnumerable<(Cause Cause, ServerSet Servers)> OfUpdate(DesiredPackage package, PackageVersion version, HeldVersion from, ServerSet wanted) =>
        package.Targets.Rules.Where(rule => rule.Servers.Overlaps(wanted)).SelectMany(rule => OfUpdate(package, rule, version, from, wanted & rule.Servers));

    private IEnumerable<(Cause Cause, ServerSet Servers)> OfUpdate(
        DesiredPackage package, RuleTargets rule, PackageVersion version, HeldVersion from, ServerSet wanted)
    {
        if (lines.Of(package.Package, version, rule.Rule) is { } line)
            return [(At(line), wanted)];

        if (package.Targets.Rules.Length == 1 || version.Name == from.Version)
            return [(OfContent(package.Package, version), wanted)];

        return package.Targets.Rules.TakeWhile(earlier => earlier != rule).FirstOrDefault(earlier => earlier.Rule.Version == from.Version) is { } left
            ? OfLeavingRule(left, wanted)
            : OfSelecting(package.Package, rule, wanted);
    }

    private Cause OfContent(Package package, PackageVersion version)
    {
        var source = version.Source.At;
        if (version.Source is not PackageSource.InRepository { Path: var path })
            return At(source, "source changed");

        return NewestChange(package, path) is { } newest ? new(null, source, newest) : At(source);
    }

    /// <summary>The servers hold what this rule gives, and a later rule wins them now.</summary>
    private IEnumerable<(Cause Cause, ServerSet Servers)> OfLeavingRule(RuleTargets rule, ServerSet servers)
    {
        var remaining = servers;
        foreach (var step in rule.Except.Where(step => step.Servers.Overlaps(servers)))
        {
            yield return (At(step.Reference.At, $"excepted by {step.Reference.Name} from the rule for {rule.Rule.Version}"), remaining & step.Servers);
            remaining -= step.Servers;
        }

        if (remaining.IsEmpty)
            yield break;

        var group = rule.To.Select(step => desired.Groups.FindGroup(step.Reference.Name)).FirstOrDefault(group => group is not null && memberships.IsInChangedFile(group.At));
        yield return group is null
            ? (At(rule.Rule.At, $"no longer matched by the rule for {rule.Rule.Version}"), remaining)
            : (At(group.At, $"no longer in {group.Name}, which gets {rule.Rule.Version}"), remaining);
    }

    private IEnumerable<(Cause Cause, ServerSet Servers)> OfSelecting(Package package, RuleTargets rule, ServerSet wanted)
    {
        var remaining = wanted;
        foreach (var step in rule.To.Where(step => remaining.Overlaps(step.Servers)))
        {
            foreach (var (line, part) in OfStep(package, step, remaining & step.Servers))
                yield return (At(line), part);
            remaining -= step.Servers;
        }

        foreach (var step in rule.Fallback.Where(step => remaining.Overlaps(step.Servers)))
        {
            yield return (At(step.Listed.At, $"fallback to the Default Servers of {step.Site}"), remaining & step.Servers);
            remaining -= step.Servers;
        }
    }

    /// <summary>Why holders should hold the package at another path.</summary>
    internal Cause OfMove(Package package, string from) =>
        At(lines.Of(package) ?? package.At, $"published as {from}, and publishAs says {package.PublishAs}");

    /// <summary>Why what servers hold should get other permissions.</summary>
    /// <param name="said">By the server, its site or the policy; without a line nobody says any more.</param>
    internal Cause OfPermissions(Setting<Permissions> said, Permissions given)
    {
        var fact = $"permissions were {given.Describe()}, and are to be {said.Value.Describe()}";
        return said.At is { } line ? At(line, fact) : Cause.Of(fact);
    }

    /// <summary>Why servers should show what they hold in another way.</summary>
    /// <param name="said">By the server, its site or the policy; without a line nobody says any more.</param>
    internal Cause OfLayout(Setting<Layout> said, Layout given)
    {
        var fact = $"layout was {given.Word()}, and is to be {said.Value.Word()}";
        return said.At is { } line ? At(line, fact) : Cause.Of(fact);
    }

    /// <summary>Why holders should show the same content under another version.</summary>
    internal Cause OfVersion(PackageVersion version, string shown) => At(version.At, $"shown as version {shown}, and is to be {version.Name}");

    /// <summary>Why these servers should not hold the package (any more).</summary>
    internal IEnumerable<(Cause Cause, ServerSet Servers)> OfRemoving(PackageName name, DesiredPackage? package, ServerSet unwanted)
    {
        var remaining = unwanted;
        if (package?.Package.Retire is { } retire)
        {
            yield return (At(retire, "retired"), remaining);
            yield break;
        }

        foreach (var server in (remaining & desired.Groups.Retired).ByName())
            yield return (At(servers[server].Retire!.Value, $"{server} is retired"), remaining.Only(server));
        remaining -= desired.Groups.Retired;

        if (remaining.IsEmpty)
            yield break;

        if (package is null)
        {
            yield return (Cause.Of($"{name} is no longer declared"), remaining);
            yield break;
        }

        foreach (var part in OfDeselecting(package, remaining).Where(part => !part.Servers.IsEmpty))
            yield return part;
    }

    private IEnumerable<(Cause Cause, ServerSet Servers)> OfDeselecting(DesiredPackage package, ServerSet unwanted)
    {
        var remaining = unwanted;
        foreach (var step in package.Targets.Except.Concat(package.Targets.Rules.SelectMany(rule => rule.Except)))
        {
            yield return (At(step.Reference.At, $"excepted by {step.Reference.Name}"), remaining & step.Servers);
            remaining -= step.Servers;
        }

        foreach (var rule in package.Targets.Rules)
        {
            foreach (var step in rule.SatisfiedSites.Where(step => remaining.Overlaps(step.Servers)))
            {
                yield return (OfEndedFallback(package.Package, rule, step), remaining & step.Servers);
                remaining -= step.Servers;
            }
        }

        yield return (At(OfNarrowing(package), "no longer selected"), remaining);
    }

    /// <summary>Of the package's document, of a group that it is meant for, or where the package stands: what is taken away leaves no line of its own.</summary>
    private SourcePosition OfNarrowing(DesiredPackage package) =>
        lines.Of(package.Package)
        ?? memberships.OfNarrowing(package.Targets.Rules.SelectMany(rule => rule.To).Select(step => step.Reference.Name), package.Package.At)
        ?? package.Package.At;

    /// <summary>The line is the one that made a server of the site a member of <c>to</c>.</summary>
    private Cause OfEndedFallback(Package package, RuleTargets rule, SiteStep site)
    {
        var selected = desired.Groups.Union(rule.To.Select(step => step.Servers)) & desired.Groups.OfSite(site.Site);
        var names = selected.ByName();
        var line = OfSelecting(package, rule, selected).First().Cause.At!.Value;
        return At(line, $"no fallback to the Default Servers of {site.Site}: {string.Join(", ", names.Take(3))}{(names.Length > 3 ? ", …" : "")} selected there");
    }

    private IEnumerable<(SourcePosition Line, ServerSet Servers)> OfStep(Package package, TargetStep step, ServerSet wanted)
    {
        if (desired.Changes.Files.IsEmpty || memberships.Changed(package.At) || memberships.Changed(step.Reference.At))
            return [(step.Reference.At, wanted)];

        var parts = new List<(SourcePosition Line, ServerSet Servers)>();
        var remaining = wanted;
        foreach (var (line, members) in memberships.Of(step.Reference.Name).Where(membership => wanted.Overlaps(membership.Servers)))
        {
            parts.Add((line, members & wanted));
            remaining -= members;
        }

        parts.AddRange(OfChangedFiles(step, remaining));
        return from part in parts
               group part by part.Line.File into file
               select (file.Min(part => part.Line), file.Aggregate(desired.Groups.Nobody, (all, part) => all | part.Servers));
    }

    /// <summary>No line of theirs changed that we know to matter; a label of theirs may have, or an item may have been deleted above them.</summary>
    private IEnumerable<(SourcePosition Line, ServerSet Servers)> OfChangedFiles(TargetStep step, ServerSet wanted)
    {
        if (wanted.IsEmpty)
            yield break;

        var touched = desired.Changes.Files.ContainsKey(step.Reference.At.File) ? desired.Groups.Nobody : wanted & memberships.InChangedFiles;
        foreach (var server in touched)
            yield return (servers[server].At, wanted.Only(server));
        if (!wanted.IsSubsetOf(touched))
            yield return (step.Reference.At, wanted - touched);
    }

    /// <summary>Of the commits that changed files of the source; the planned commit is the newest of all.</summary>
    private CauseCommit? NewestChange(Package package, string path)
    {
        var patterns = PathPatterns.Of(package.Include, package.Exclude);
        return desired.Changes.Files
            .Where(file => file.Key == path || (IsBelow(file.Key, path) && patterns.Selects(file.Key.AsSpan(path.Length == 0 ? 0 : path.Length + 1))))
            .OrderBy(file => file.Value.CommitId != desired.Commit.Id)
            .ThenBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => new CauseCommit(file.Value.CommitId, file.Value.CommitSummary))
            .FirstOrDefault();
    }

    private CauseCommit CommitOf(string file) =>
        desired.Changes.Files.TryGetValue(file, out var change)
            ? new(change.CommitId, change.CommitSummary)
            : new(desired.Commit.Id, desired.Commit.Summary);

    private static bool IsBelow(string file, string path) => path.Length == 0 || EntryPath.IsSameOrBelow(file, path);
}

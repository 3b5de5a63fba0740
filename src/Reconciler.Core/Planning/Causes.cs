using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>
/// Says why a placement is wanted or not: of all lines that lead to it, the first that changed since the last synced commit; when none
/// did, the item of <c>to</c>. Derived for what a plan does, never for what it keeps.
/// </summary>
internal sealed class Causes(DesiredPlacement desired)
{
    private readonly Dictionary<ServerName, DistributionServer> servers =
        desired.Resources.Servers.ToDictionary(server => server.Name);

    internal Cause At(SourcePosition position, string? fact = null) => new(fact, position, CommitOf(position.File));

    /// <summary>Why these servers should hold the package: each lands in the part of the first item of <c>to</c> that selects it.</summary>
    internal IEnumerable<(Cause Cause, ServerSet Servers)> OfPlacing(DesiredPackage package, ServerSet wanted)
    {
        var remaining = wanted;
        foreach (var step in package.Targets.To)
        {
            foreach (var part in OfStep(package.Package, step, remaining & step.Servers))
                yield return part;
            remaining -= step.Servers;
        }

        foreach (var step in package.Targets.Fallback.Where(step => remaining.Overlaps(step.Servers)))
            yield return (At(step.Listed.At, $"fallback to the Default Servers of {step.Site}"), remaining & step.Servers);
    }

    /// <summary>Why these servers should hold another content than they do.</summary>
    internal Cause OfUpdate(Package package)
    {
        if (ChangedLine(package) is { } line)
            return At(line);

        var source = package.Source.At;
        if (package.Source is not PackageSource.InRepository { Path: var path })
            return At(source, "the source's content changed");

        var newest = desired.Changes.Files.Where(file => IsBelow(file.Key, path)).Select(file => file.Value).FirstOrDefault();
        return newest is null ? At(source) : new(null, source, new(newest.CommitId, newest.CommitSummary));
    }

    /// <summary>Why these servers should not hold the package (any more).</summary>
    internal IEnumerable<(Cause Cause, ServerSet Servers)> OfRemoving(PackageName name, DesiredPackage? package, ServerSet unwanted)
    {
        if (package is null)
        {
            yield return (Cause.Of($"{name} is no longer declared"), unwanted);
            yield break;
        }

        if (package.Package.Retire is { } retire)
        {
            yield return (At(retire, "retired"), unwanted);
            yield break;
        }

        var remaining = unwanted;
        foreach (var server in (remaining & desired.Groups.Retired & package.Targets.Servers).ByName())
            yield return (At(servers[server].Retire!.Value, $"{server} is retired"), unwanted.Only(server));
        remaining -= desired.Groups.Retired & package.Targets.Servers;

        foreach (var step in package.Targets.Except.Where(step => unwanted.Overlaps(step.Servers)))
        {
            if (remaining.Overlaps(step.Servers))
                yield return (At(step.Reference.At, $"excepted by {step.Reference.Name}"), remaining & step.Servers);
            remaining -= step.Servers;
        }

        foreach (var step in package.Targets.SatisfiedSites)
        {
            if (remaining.Overlaps(step.Servers))
                yield return (At(step.Listed.At, FallbackEnded(package, step)), remaining & step.Servers);
            remaining -= step.Servers;
        }

        if (!remaining.IsEmpty)
            yield return (At(ChangedLine(package.Package) ?? package.Package.At, "no longer selected"), remaining);
    }

    private IEnumerable<(Cause Cause, ServerSet Servers)> OfStep(Package package, TargetStep step, ServerSet wanted)
    {
        if (wanted.IsEmpty)
            yield break;

        if (desired.Changes.Files.IsEmpty || Changed(package.At) || Changed(step.Reference.At))
        {
            yield return (At(step.Reference.At), wanted);
            yield break;
        }

        var parts = wanted.GroupBy(server => Lines(step.Reference.Name, server).Where(Changed).Append(step.Reference.At).First());
        foreach (var part in parts.OrderBy(part => part.Key))
            yield return (At(part.Key), part.Aggregate(wanted - wanted, (all, server) => all | wanted.Only(server)));
    }

    /// <summary>The lines that make a server a member of a group, outermost first, then those of the server itself.</summary>
    private IEnumerable<SourcePosition> Lines(string group, ServerName server)
    {
        foreach (var line in desired.Groups.FindGroup(group) is { } declared ? MembershipLines(declared, server) : [])
            yield return line;

        var document = servers[server];
        if (group == ServerGroup.DefaultServers && document.DefaultAt is { } isDefault)
            yield return isDefault;
        yield return document.At;
    }

    private IEnumerable<SourcePosition> MembershipLines(ServerGroup group, ServerName server)
    {
        foreach (var listed in group.Servers.Where(reference => reference.Name == server.Value))
            yield return listed.At;
        foreach (var inner in group.Groups.Where(reference => desired.Groups[reference.Name].Contains(server)))
        {
            yield return inner.At;
            foreach (var line in Lines(inner.Name, server))
                yield return line;
        }

        if (group.SelectorAt is { } selector)
            yield return selector;
        yield return group.At;
    }

    private string FallbackEnded(DesiredPackage package, SiteStep site)
    {
        var joined = (desired.Groups.OfSite(site.Site) & package.Targets.To.Aggregate(site.Servers - site.Servers, (all, step) => all | step.Servers)).ByName();
        return $"the fallback to the Default Servers of {site.Site} ended: {string.Join(", ", joined.Take(3))}{(joined.Length > 3 ? ", …" : "")} joined";
    }

    private SourcePosition? ChangedLine(Package package)
    {
        if (!desired.Changes.Files.TryGetValue(package.At.File, out var change))
            return null;

        var lines = change.Lines.Where(line => line >= package.At.Line && line <= package.LastLine).ToArray();
        return lines.Length == 0 ? null : new SourcePosition(package.At.File, lines.Min());
    }

    private bool Changed(SourcePosition line) =>
        desired.Changes.Files.TryGetValue(line.File, out var change) && change.Lines.Contains(line.Line);

    private CauseCommit CommitOf(string file) =>
        desired.Changes.Files.TryGetValue(file, out var change)
            ? new(change.CommitId, change.CommitSummary)
            : new(desired.Commit.Id, desired.Commit.Summary);

    private static bool IsBelow(string file, string path) => path.Length == 0 || EntryPath.IsSameOrBelow(file, path);
}

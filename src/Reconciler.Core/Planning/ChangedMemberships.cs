using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>
/// For each group, the lines that make servers its members and that changed since the last synced commit: of the group itself, of the
/// groups inside it, and of the servers' documents. Found once a group, and shared by every package that names it.
/// </summary>
internal sealed class ChangedMemberships
{
    private readonly DesiredPlacement desired;
    private readonly DistributionServer[] touched;
    private readonly Dictionary<string, ImmutableArray<Membership>> found = new(StringComparer.Ordinal);

    internal ChangedMemberships(DesiredPlacement desired)
    {
        this.desired = desired;
        touched = [.. desired.Resources.Servers.Where(server => desired.Changes.Files.ContainsKey(server.At.File))];
        InChangedFiles = touched.Aggregate(desired.Groups.Nobody, (all, server) => all | Only(server));
    }

    /// <summary>Servers whose document stands in a file that changed.</summary>
    internal ServerSet InChangedFiles { get; }

    /// <param name="name">A group, built in or declared, or a server.</param>
    /// <returns>Disjoint; members without a changed line are in none of them.</returns>
    internal ImmutableArray<Membership> Of(string name)
    {
        if (!found.TryGetValue(name, out var memberships))
            found[name] = memberships = [.. Disjoint(desired.Groups[name], Lines(name))];
        return memberships;
    }

    internal bool IsInChangedFile(SourcePosition line) => desired.Changes.Files.ContainsKey(line.File);

    internal bool Changed(SourcePosition line) =>
        desired.Changes.Files.TryGetValue(line.File, out var change) && change.Lines.Contains(line.Line);

    /// <summary>
    /// The line where a group may have lost members: one of its own that changed; else its name, where its file has changed and that of
    /// <paramref name="user"/> has not.
    /// </summary>
    /// <param name="names">Groups or servers that stand in <c>to</c>.</param>
    internal SourcePosition? OfNarrowing(IEnumerable<string> names, SourcePosition user)
    {
        var groups = Behind(names).ToArray();
        var lines = groups.SelectMany(group => group.Servers.Concat(group.Groups).Select(reference => reference.At).Append(group.SelectorAt ?? group.At).Append(group.At)).Where(Changed);
        return lines.Concat(IsInChangedFile(user) ? [] : groups.Select(group => group.At).Where(IsInChangedFile)).Select(line => (SourcePosition?)line).FirstOrDefault();
    }

    /// <summary>The groups of these names, and those inside them.</summary>
    private IEnumerable<ServerGroup> Behind(IEnumerable<string> names)
    {
        foreach (var group in names.Select(name => desired.Groups.FindGroup(name)).OfType<ServerGroup>())
        {
            yield return group;
            foreach (var inner in Behind(group.Groups.Select(reference => reference.Name)))
                yield return inner;
        }
    }

    private IEnumerable<Membership> Lines(string name)
    {
        foreach (var membership in desired.Groups.FindGroup(name) is { } group ? LinesOf(group) : [])
            yield return membership;

        foreach (var server in touched)
        {
            if (name == ServerGroup.DefaultServers && server.DefaultAt is { } isDefault && Changed(isDefault))
                yield return new(isDefault, Only(server));
            if (Changed(server.At))
                yield return new(server.At, Only(server));
        }
    }

    private IEnumerable<Membership> LinesOf(ServerGroup group)
    {
        foreach (var listed in group.Servers.Where(reference => Changed(reference.At)))
            yield return new(listed.At, desired.Groups[listed.Name]);

        foreach (var inner in group.Groups)
        {
            if (Changed(inner.At))
                yield return new(inner.At, desired.Groups[inner.Name]);
            foreach (var membership in Of(inner.Name))
                yield return membership;
        }

        if (group is { Selector: { } selector, SelectorAt: { } selectorAt } && Changed(selectorAt))
            yield return new(selectorAt, desired.Groups.SelectedBy(selector));
        if (Changed(group.At))
            yield return new(group.At, desired.Groups[group.Name.Value]);
    }

    private ServerSet Only(DistributionServer server) => desired.Groups.Declared.Only(server.Name);

    private static IEnumerable<Membership> Disjoint(ServerSet members, IEnumerable<Membership> lines)
    {
        var remaining = members;
        foreach (var (line, servers) in lines)
        {
            if (!remaining.Overlaps(servers))
                continue;

            yield return new(line, remaining & servers);
            remaining -= servers;
        }
    }

    internal readonly record struct Membership(SourcePosition Line, ServerSet Servers);
}

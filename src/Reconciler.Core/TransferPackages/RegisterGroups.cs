using System.Collections.Immutable;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>A register is a list of groups; these keep its sets disjoint, never empty, and groups with equal facts merged.</summary>
internal static class RegisterGroups
{
    /// <summary>The register after it became silent about <paramref name="servers"/>.</summary>
    public static ImmutableArray<TGroup> Without<TGroup>(this ImmutableArray<TGroup> groups, ServerSet servers)
        where TGroup : class, IRegisterGroup<TGroup>
    {
        if (!groups.Any(group => group.Servers.Overlaps(servers)))
            return groups;

        var rest = ImmutableArray.CreateBuilder<TGroup>(groups.Length);
        foreach (var group in groups)
        {
            var stay = group.Servers - servers;
            if (!stay.IsEmpty)
                rest.Add(ReferenceEquals(stay, group.Servers) ? group : group.On(stay));
        }

        return rest.ToImmutable();
    }

    /// <summary>The register after these facts took the place of what it said about the same servers.</summary>
    public static ImmutableArray<TGroup> With<TGroup>(this ImmutableArray<TGroup> groups, TGroup added)
        where TGroup : class, IRegisterGroup<TGroup> =>
        groups.Without(added.Servers).And(added);

    /// <summary>The register with these facts added to it, where a server may stand in several groups or is known to stand in none.</summary>
    public static ImmutableArray<TGroup> And<TGroup>(this ImmutableArray<TGroup> groups, TGroup added)
        where TGroup : class, IRegisterGroup<TGroup>
    {
        if (added.Servers.IsEmpty)
            return groups;

        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i].On(added.Servers).Equals(added))
                return groups.SetItem(i, added.On(groups[i].Servers | added.Servers));
        }

        return groups.Add(added);
    }
}

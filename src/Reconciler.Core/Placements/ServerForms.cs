using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Placements;

/// <summary>How packages stand on the servers of one commit: which servers say the same of it.</summary>
public sealed class ServerForms
{
    private readonly Dictionary<Permissions, ServerSet> withPermissions;
    private readonly Dictionary<Layout, ServerSet> withLayout;
    private readonly ServerSet nobody;

    public ServerForms(ResourceSet resources, ServerSet declared)
    {
        Declared = declared;
        nobody = declared.Table.Empty;
        CaseInsensitive = declared.Table.SetOf(resources.Servers.Where(server => server.CaseInsensitive.Value).Select(server => server.Name));
        (ByPermissions, withPermissions) = By(resources, server => server.Permissions);
        (ByLayout, withLayout) = By(resources, server => server.Layout);
    }

    /// <summary>Every server of the commit.</summary>
    public ServerSet Declared { get; }

    /// <summary>Those that take names for the same that differ only in case or Unicode form.</summary>
    public ServerSet CaseInsensitive { get; }

    /// <summary>By what is said, and where. Disjoint.</summary>
    public ImmutableArray<(Setting<Permissions> Said, ServerSet Servers)> ByPermissions { get; }

    /// <summary>By what is said, and where. Disjoint.</summary>
    public ImmutableArray<(Setting<Layout> Said, ServerSet Servers)> ByLayout { get; }

    public ServerSet With(Permissions permissions) => withPermissions.GetValueOrDefault(permissions, nobody);

    public ServerSet With(Layout layout) => withLayout.GetValueOrDefault(layout, nobody);

    private (ImmutableArray<(Setting<T> Said, ServerSet Servers)> BySaid, Dictionary<T, ServerSet> ByValue) By<T>(
        ResourceSet resources, Func<DistributionServer, Setting<T>> setting)
        where T : notnull
    {
        ImmutableArray<(Setting<T> Said, ServerSet Servers)> said =
        [
            .. from server in resources.Servers
               group server.Name by setting(server) into same
               select (same.Key, Declared.Table.SetOf(same)),
        ];
        return (said, said.GroupBy(part => part.Said.Value, part => part.Servers).ToDictionary(same => same.Key, same => same.Aggregate((all, servers) => all | servers)));
    }
}

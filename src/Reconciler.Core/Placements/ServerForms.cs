using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Placements;

/// <summary>How packages stand on the servers of one commit: which servers say the same of it.</summary>
public sealed class ServerForms
{
    private readonly Dictionary<Permissions, ServerSet> withPermissions;
    private readonly ServerSet nobody;

    public ServerForms(ResourceSet resources, ServerSet declared)
    {
        Declared = declared;
        nobody = declared.Table.Empty;
        CaseInsensitive = declared.Table.SetOf(resources.Servers.Where(server => server.CaseInsensitive.Value).Select(server => server.Name));
        ByPermissions =
        [
            .. from server in resources.Servers
               group server.Name by server.Permissions into same
               select (same.Key, declared.Table.SetOf(same)),
        ];
        withPermissions = ByPermissions.GroupBy(said => said.Said.Value, said => said.Servers)
            .ToDictionary(same => same.Key, same => same.Aggregate((all, servers) => all | servers));
    }

    /// <summary>Every server of the commit.</summary>
    public ServerSet Declared { get; }

    /// <summary>Those that take names for the same that differ only in case or Unicode form.</summary>
    public ServerSet CaseInsensitive { get; }

    /// <summary>By what is said, and where. Disjoint.</summary>
    public ImmutableArray<(Setting<Permissions> Said, ServerSet Servers)> ByPermissions { get; }

    public ServerSet With(Permissions permissions) => withPermissions.GetValueOrDefault(permissions, nobody);
}

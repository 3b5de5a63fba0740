using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

internal static class DistributionFields
{
    public static ListType<Reference> ServersAndGroups { get; } = new(new ReferenceType("the name of a server or group"));

    public static Field<ImmutableArray<Reference>> To { get; } = new("to", ServersAndGroups, "The groups and servers that get the package.")
    {
        Default = $"[{ServerGroup.DefaultServers}]",
        Examples = ["[emea-stores, dp-lab-01]"],
    };

    public static Field<ImmutableArray<Reference>> Except { get; } = new("except", ServersAndGroups, "Groups and servers that do not get it after all.")
    {
        Examples = ["[dp-par-09]"],
    };

    public static Field<ImmutableArray<Reference>> Sites { get; } =
        new("sites", new ListType<Reference>(new ReferenceType("the name of a site")), "Only servers of these sites get it.")
        {
            DefaultInWords = "all sites",
            Examples = ["[london, paris]"],
        };

    public static Field<bool> IncludeSubsites { get; } =
        new("includeSubsites", BooleanType.Instance, "Whether 'sites' means their descendants, too.") { Default = "false" };

    public static Field<bool> FallbackToDefaultServers { get; } =
        new("fallbackToDefaultServers", BooleanType.Instance, "Whether a listed site without a member in 'to' uses its own Default Servers.") { Default = "false" };

    public static ImmutableArray<Field> All { get; } = [To, Except, Sites, IncludeSubsites, FallbackToDefaultServers];

    public static ImmutableArray<FieldRule> Rules { get; } =
    [
        new NeedsItems<Reference>(IncludeSubsites, Sites, ReferenceDiagnostics.SitesNeeded),
        new NeedsItems<Reference>(FallbackToDefaultServers, Sites, ReferenceDiagnostics.SitesNeeded),
    ];

    public static ObjectType Distribution { get; } = new(new("'distribute'", All) { Rules = Rules });
}

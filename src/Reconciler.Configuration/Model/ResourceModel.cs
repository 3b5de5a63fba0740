using System.Collections.Immutable;

namespace Reconciler.Configuration.Model;

/// <summary>The configuration language as a table: kinds, their fields, and what these may hold.</summary>
internal static class ResourceModel
{
    public static KindModel Site { get; } = new("Site", "A location with a site server. Sites form a tree below the central site.", SiteFields.Spec);

    public static KindModel DistributionServer { get; } = new("DistributionServer", "A place that holds packages for clients.", ServerFields.Spec);

    public static KindModel ServerGroup { get; } = new("ServerGroup", "A named set of distribution servers: the union of 'servers', 'groups' and 'selector'.", GroupFields.Spec);

    public static KindModel Package { get; } = new("Package", "Content with versions, and the rules that say where it belongs.", PackageFields.Spec);

    public static KindModel Policy { get; } = new("Policy", "The rules of the whole estate. There is at most one, named 'default'.", PolicyFields.Spec);

    public static ImmutableArray<KindModel> Kinds { get; } = [Site, DistributionServer, ServerGroup, Package, Policy];

    /// <summary>Kinds that a later version will know.</summary>
    public static ImmutableArray<string> LaterKinds { get; } = ["Job"];

    public static IEnumerable<string> KindNames => Kinds.Select(kind => kind.Name);

    public static KindModel? Find(string kind) => Kinds.FirstOrDefault(known => known.Name == kind);
}

using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>The fields that a server can inherit. They stand in a server's <c>spec</c>, and in <c>spec.servers</c> of a Site or the Policy.</summary>
internal static class SettingsFields
{
    public static Field<int> MaxConcurrentCopies { get; } = new("maxConcurrentCopies", new IntegerType(1, 256), "How many packages are copied to a server at the same time.")
    {
        Default = $"{DistributionServer.DefaultMaxConcurrentCopies}",
        Examples = ["4"],
    };

    public static Field<int> Retain { get; } = new("retain", new IntegerType(0, 1000), "How many earlier versions of a package a server keeps for instant rollback.")
    {
        Default = $"{DistributionServer.DefaultRetain}",
        Examples = ["0"],
    };

    public static Field<string> InheritedAddress { get; } = new("address", AddressType.Inherited, "Where a server's root is; '{name}' stands for the server's name.")
    {
        Examples = ["/srv/{name}/packages", "'\\\\{name}\\packages'"],
    };

    /// <summary>Names that belong to a later version, for a server and for <c>servers</c>.</summary>
    public static ImmutableArray<string> Later { get; } =
        ["acceptNonAtomic", "bandwidth", "caseInsensitive", "copyWindows", "credentials", "layout", "permissions"];

    public static Field<FieldValues> Servers { get; } = new(
        "servers",
        new ObjectType(new("'servers'", [InheritedAddress, MaxConcurrentCopies, Retain], Later)),
        "What every server concerned has, unless it or something nearer says otherwise.")
    {
        Examples = ["{ address: \"/srv/{name}\", retain: 2 }"],
    };
}

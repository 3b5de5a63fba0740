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

    public static Field<int> FileMode { get; } = new("files", ModeType.Files, "Of files; an executable one may be run by whoever may read it.")
    {
        DefaultInWords = "as if made in the server's root",
        Examples = ["\"0640\""],
    };

    public static Field<int> DirectoryMode { get; } = new("directories", ModeType.Directories, "Of directories, those above a package too.")
    {
        DefaultInWords = "as if made in the server's root",
        Examples = ["\"0750\""],
    };

    public static Field<FieldValues> Permissions { get; } = new(
        "permissions", new ObjectType(new("'permissions'", [FileMode, DirectoryMode])), "The permissions that packages get on a server.")
    {
        DefaultInWords = "as if made in the server's root",
        Examples = ["{ files: \"0644\", directories: \"0755\" }"],
    };

    public static Field<bool> CaseInsensitive { get; } = new(
        "caseInsensitive", BooleanType.Instance, "Whether a server takes names for the same that differ only in case or Unicode form, as Windows does. Packages that it cannot hold are held for it.")
    {
        Default = "false",
    };

    public static Field<bool> AcceptNonAtomic { get; } = new(
        "acceptNonAtomic", BooleanType.Instance, "Whether packages may be published on a server that replaces nothing in one step, so that readers find none for a moment.")
    {
        Default = "false",
    };

    public static Field<Layout> Layout { get; } = new(
        "layout",
        new ChoiceType<Layout>(("current", Core.Resources.Layout.Current), ("versions", Core.Resources.Layout.Versions)),
        "How a server shows packages: 'current' at their path, each version in the place of the one before; 'versions' each at a path of its own, below it, and 'current.json' says which is current.")
    {
        Default = "current",
    };

    public static Field<Reference> Credentials { get; } = new(
        "credentials", new ReferenceType("a name of credentials"), "Which login in the operator's settings is used for an 'sftp:' or 's3:' address; never a secret.")
    {
        DefaultInWords = "as the ssh of the user who runs Reconciler logs in",
        Examples = ["london-deploy"],
    };

    public static Field<string> InheritedAddress { get; } = new("address", AddressType.Inherited, "Where a server's root is; '{name}' stands for the server's name.")
    {
        Examples = ["/srv/{name}/packages", "'\\\\{name}\\packages'", "\"sftp://packages@{name}.example.com/srv/packages\""],
    };

    /// <summary>Names that belong to a later version, for a server and for <c>servers</c>.</summary>
    public static ImmutableArray<string> Later { get; } =
        ["bandwidth", "copyWindows"];

    public static Field<FieldValues> Servers { get; } = new(
        "servers",
        new ObjectType(new("'servers'", [InheritedAddress, MaxConcurrentCopies, Retain, Permissions, CaseInsensitive, AcceptNonAtomic, Layout, Credentials], Later)),
        "What every server concerned has, unless it or something nearer says otherwise.")
    {
        Examples = ["{ address: \"/srv/{name}\", retain: 2 }"],
    };
}

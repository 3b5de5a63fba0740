using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

internal static class ServerFields
{
    public static Field<Reference> Site { get; } = new("site", new ReferenceType("the name of a site"), "The site that the server belongs to.")
    {
        DefaultInWords = "the central site",
        Examples = ["london"],
    };

    public static Field<bool> Default { get; } = new("default", BooleanType.Instance, "Whether this is one of its site's Default Servers.") { Default = "false" };

    public static Field<string> Address { get; } = new("address", AddressType.Own, "Where the server's root is: relative (below 'roots/' in the state directory), absolute, 'file:', '\\\\server\\share', or 'sftp://user@host/path'.")
    {
        DefaultInWords = "that of the site or the Policy",
        Examples = ["dp-lon-01", "/srv/packages", "file:///srv/packages", "'\\\\dp-lon-01\\packages'", "sftp://packages@dp-lon-01.example.com/srv/packages"],
    };

    public static Field<FieldValues> Suspend { get; } = new(
        "suspend", SuspendFields.Object, "Leaves the server alone for a while: nothing is copied, removed or looked at there, and what it holds still counts.")
    {
        DefaultInWords = "the server is worked on",
        Examples = ["{ reason: \"disk replacement\", until: 2026-12-01 }"],
    };

    public static Field<bool> Retire { get; } = new("retire", BooleanType.Instance, "Whether to empty the server, so that it can be deleted from Git.") { Default = "false" };

    public static ObjectType Spec { get; } = new(new(
        "the spec of a DistributionServer",
        [Site, Default, Address, SettingsFields.MaxConcurrentCopies, SettingsFields.Retain, SettingsFields.Permissions, SettingsFields.CaseInsensitive, SettingsFields.AcceptNonAtomic, SettingsFields.Layout, SettingsFields.Credentials, Suspend, Retire],
        SettingsFields.Later));
}

using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

internal static class SiteFields
{
    public static Field<Reference> Parent { get; } = new("parent", new ReferenceType("the name of a site"), "The site above this one.")
    {
        DefaultInWords = "this is the central site",
        Examples = ["headquarters"],
    };

    public static ObjectType Spec { get; } = new(new("the spec of a Site", [Parent, SettingsFields.Servers]));
}

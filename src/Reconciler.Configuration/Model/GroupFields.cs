using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

internal static class GroupFields
{
    public static Field<ImmutableArray<Reference>> Servers { get; } =
        new("servers", new ListType<Reference>(new ReferenceType("the name of a server")), "Members by name.") { Examples = ["[dp-lon-01, dp-par-01]"] };

    public static Field<ImmutableArray<Reference>> Groups { get; } =
        new("groups", new ListType<Reference>(new ReferenceType("the name of a group")), "Groups whose members are members.") { Examples = ["[emea-stores]"] };

    public static Field<FieldValues> Selector { get; } = new("selector", SelectorFields.Selector, "Members by label; '{}' selects every server.")
    {
        DefaultInWords = "nobody is selected",
        Examples = ["{ matchLabels: { region: emea } }"],
    };

    public static ObjectType Spec { get; } = new(new("the spec of a ServerGroup", [Servers, Groups, Selector]));
}

using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>The form of a package with several versions: what there is, and which server gets which.</summary>
internal static class RingFields
{
    public static Field<string> Version { get; } = new("version", TextTypes.Version, "What this content is called; the rules name it.")
    {
        IsRequired = true,
        Examples = ["\"3.2\""],
    };

    public static Field<FieldValues> Source { get; } = new("source", SourceFields.Source, "Where the content of this version comes from.")
    {
        IsRequired = true,
        Examples = ["{ path: packages/office-viewer-3.2 }"],
    };

    public static Field<ImmutableArray<FieldValues>> Versions { get; } =
        new("versions", new ListType<FieldValues>(new ObjectType(new("an item of 'versions'", [Version, Source])), leastItems: 1), "The versions that there are, in the place of 'version' and 'source'.")
        {
            DefaultInWords = "the one version that 'version' and 'source' give",
            Examples = ["[{ version: \"3.2\", source: { path: packages/viewer-3.2 } }, { version: \"3.1\", source: { path: packages/viewer-3.1 } }]"],
        };

    public static Field<string> RuleVersion { get; } = new("version", TextTypes.Version, "Which of the versions the rule is for.")
    {
        IsRequired = true,
        Examples = ["\"3.2\""],
    };

    public static Field<ImmutableArray<FieldValues>> Rules { get; } =
        new(
            "rules",
            new ListType<FieldValues>(new ObjectType(new("an item of 'rules'", [RuleVersion, .. DistributionFields.All]) { Rules = DistributionFields.Rules }), leastItems: 1),
            "Which servers get which version, in the place of 'distribute': the first rule that selects a server decides.")
        {
            DefaultInWords = "the one rule that 'distribute' gives",
            Examples = ["[{ version: \"3.2\", to: [pilot] }, { version: \"3.1\", to: [all-servers] }]"],
        };

    public static Field<ImmutableArray<Reference>> Except { get; } =
        new("except", DistributionFields.ServersAndGroups, "Groups and servers that get no version, whatever the 'rules' say. It goes with them only; 'distribute' has an 'except' of its own.")
        {
            Examples = ["[dp-lab]"],
        };
}

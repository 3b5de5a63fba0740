using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

internal static class PackageFields
{
    /// <summary>How messages call the spec.</summary>
    public const string Inside = "the spec of a Package";

    private static readonly ListType<string> Patterns = new(TextTypes.Pattern, leastItems: 1);

    public static Field<string> Version { get; } = new("version", TextTypes.Version, "What this content is called.")
    {
        DefaultInWords = "the first twelve characters of the content's digest",
        Examples = ["\"3.1\""],
    };

    public static Field<FieldValues> Source { get; } = new("source", SourceFields.Source, "Where the content comes from.")
    {
        DefaultInWords = "the sources in 'versions', which must then be there",
        Examples = ["{ path: packages/office-viewer }", "{ directory: /mnt/builds/viewer }", "{ git: { url: \"git@git.example.com:tools.git\", revision: v3.1 } }", "{ url: https://builds.example.com/viewer.zip, sha256: 060eaa773ed207c5f688268cc6b2ddb82e5fac330df681a0bc3b486c4425b3f7, unpack: true }"],
    };

    public static Field<ImmutableArray<string>> Include { get; } = new("include", Patterns, "Which files belong to the package. '*', '?' and '[…]' match within one part of a path, '**' across.")
    {
        Default = "[\"**\"]",
        Examples = ["[\"bin/**\", \"*.txt\"]"],
    };

    public static Field<ImmutableArray<string>> Exclude { get; } = new("exclude", new ListType<string>(TextTypes.Pattern), "Which of them do not, after all.")
    {
        Examples = ["[\"**/*.pdb\"]"],
    };

    public static Field<string> PublishAs { get; } = new("publishAs", TextTypes.PublishPath, "The package's directory below each server's root.")
    {
        DefaultInWords = "the package's name",
        Examples = ["Apps/Office Viewer"],
    };

    public static Field<FieldValues> Distribute { get; } = new("distribute", DistributionFields.Distribution, "Which servers get the package.")
    {
        DefaultInWords = "the Default Servers",
        Examples = ["{ to: [emea-stores] }"],
    };

    public static Field<Existing> Existing { get; } =
        new("existing", new ChoiceType<Existing>(("keep", Core.Resources.Existing.Keep), ("refresh", Core.Resources.Existing.Refresh)), "What happens to the servers that have the package when another one is added: nothing, or a refresh, as SMS 1.2 did.")
        {
            Default = "keep",
        };

    public static Field<int> MinHolders { get; } = new("minHolders", new IntegerType(0, 1_000_000), "Removals never leave fewer servers than this with the package.") { Default = "0" };

    public static Field<Priority> Priority { get; } =
        new("priority", new ChoiceType<Priority>(("high", Core.Resources.Priority.High), ("normal", Core.Resources.Priority.Normal), ("low", Core.Resources.Priority.Low)), "Which packages are copied first.")
        {
            Default = "normal",
        };

    public static Field<bool> Retire { get; } = new("retire", BooleanType.Instance, "Whether to remove the package everywhere.") { Default = "false" };

    public static ObjectType Spec { get; } = new(new(
        Inside,
        [
            Version, Source, RingFields.Versions, Include, Exclude, PublishAs, Distribute, RingFields.Rules, RingFields.Except,
            Existing, MinHolders, Priority, Retire,
        ])
    {
        Rules = [new PackageForms()],
    });
}

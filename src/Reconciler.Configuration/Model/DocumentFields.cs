using Reconciler.Configuration.Yaml;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>The fields that every document has.</summary>
internal static class DocumentFields
{
    public const string ApiVersionV1 = "reconciler/v1";

    public static Field<string> Name { get; } = new("name", TextTypes.ResourceName, "Unique among its kind without regard to case; servers and groups share their names.")
    {
        IsRequired = true,
        Examples = ["dp-lon-01"],
    };

    public static Field<Labels> Labels { get; } = new("labels", LabelsType.Declared, "What selectors choose by. A site's labels hold for the sites and servers below it, too.")
    {
        Examples = ["{ region: emea }"],
    };

    public static Field<YamlNode> Annotations { get; } = new("annotations", IgnoredType.Instance, "Notes for people and other programs; Reconciler does not read them.");

    public static Field<string> ApiVersion { get; } = new("apiVersion", TextTypes.AnyText, "The language that the document is written in.")
    {
        Examples = [ApiVersionV1],
    };

    public static Field<string> Kind { get; } = new("kind", TextTypes.AnyText, "What the document declares.") { IsRequired = true };

    public static Field<FieldValues> Metadata { get; } =
        new("metadata", new ObjectType(new("the metadata", [Name, Labels, Annotations])), "What the document is called.") { IsRequired = true };

    /// <summary>Its fields depend on the kind.</summary>
    public static Field<YamlNode> Spec { get; } = new("spec", IgnoredType.Instance, "What is wanted.");

    /// <remarks>The binder asks for the apiVersion itself: without one a document may be somebody else's.</remarks>
    public static bool IsRequired(Field field) => field.IsRequired || field == ApiVersion;

    public static ObjectType Document { get; } = new(new("the document", [ApiVersion, Kind, Metadata, Spec]));
}

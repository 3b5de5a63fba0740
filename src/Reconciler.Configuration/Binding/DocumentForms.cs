using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Binding;

/// <summary>Tells the forms of documents apart by <c>apiVersion</c>, and by <c>kind</c> where that is forgotten.</summary>
internal static class DocumentForms
{
    private const string OurPrefix = "reconciler/";

    public static DocumentForm Of(YamlNode document)
    {
        if (document is not MappingNode mapping)
            return DocumentForm.Foreign;

        if (mapping[DocumentFields.ApiVersion.Name] is ScalarNode { IsNothing: false } apiVersion)
            return FormOf(apiVersion.Text);

        return mapping[DocumentFields.Kind.Name] is ScalarNode kind && ResourceModel.Find(kind.Text) is not null
            ? DocumentForm.Ours
            : DocumentForm.Foreign;
    }

    private static DocumentForm FormOf(string apiVersion)
    {
        if (apiVersion == DocumentFields.ApiVersionV1)
            return DocumentForm.Ours;

        var isMeant = apiVersion.StartsWith(OurPrefix, StringComparison.Ordinal) || NearestName.Of(apiVersion, [DocumentFields.ApiVersionV1]) is not null;
        return isMeant ? DocumentForm.UnknownVersion : DocumentForm.Foreign;
    }
}

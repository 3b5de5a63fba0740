using System.Diagnostics.CodeAnalysis;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Content;

namespace Reconciler.Configuration.Binding;

/// <summary>A path that a Package names as its source. YAML there is content, not configuration.</summary>
internal sealed record ContentPath(string Path, string Package)
{
    /// <summary>Reads only what it needs and reports nothing: every document is read properly by its binder.</summary>
    /// <param name="configurationPath">A source that contains it is an error, and takes no configuration away.</param>
    public static IEnumerable<ContentPath> Of(IEnumerable<YamlNode> documents, string configurationPath)
    {
        foreach (var document in documents.OfType<MappingNode>())
        {
            if (DocumentForms.Of(document) == DocumentForm.Ours && TryGetSourcePath(document, out var path) && !EntryPath.IsSameOrBelow(configurationPath, path))
                yield return new(path, NameOf(document));
        }
    }

    private static bool TryGetSourcePath(MappingNode document, [NotNullWhen(true)] out string? path)
    {
        path = null;
        return document[DocumentFields.Kind.Name] is ScalarNode { Text: "Package" }
            && document[DocumentFields.Spec.Name] is MappingNode spec
            && spec[PackageFields.Source.Name] is MappingNode source
            && source[PackageFields.Path.Name] is ScalarNode { IsNothing: false } written
            && RepositoryPath.ProblemOf(written.Text) is null
            && RepositoryPath.TryResolve(written.Text, written.At.File, out path)
            && path.Length > 0;
    }

    private static string NameOf(MappingNode document) =>
        (document[DocumentFields.Metadata.Name] as MappingNode)?[DocumentFields.Name.Name] is ScalarNode name ? name.Text : "";
}

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
        foreach (var document in documents.OfType<MappingNode>().Where(document => DocumentForms.Of(document) == DocumentForm.Ours))
        {
            foreach (var source in Sources(document))
            {
                if (TryGetPath(source, out var path) && !EntryPath.IsSameOrBelow(configurationPath, path))
                    yield return new(path, NameOf(document));
            }
        }
    }

    /// <summary>Of the package, or of each of its versions.</summary>
    private static IEnumerable<MappingNode> Sources(MappingNode document)
    {
        if (document[DocumentFields.Kind.Name] is not ScalarNode { Text: "Package" } || document[DocumentFields.Spec.Name] is not MappingNode spec)
            return [];

        var versions = (spec[RingFields.Versions.Name] as SequenceNode)?.Items ?? [];
        return versions.OfType<MappingNode>().Prepend(spec).Select(part => part[PackageFields.Source.Name]).OfType<MappingNode>();
    }

    private static bool TryGetPath(MappingNode source, [NotNullWhen(true)] out string? path)
    {
        path = null;
        return source[SourceFields.Path.Name] is ScalarNode { IsNothing: false } written
            && RepositoryPath.ProblemOf(written.Text) is null
            && RepositoryPath.TryResolve(written.Text, written.At.File, out path)
            && path.Length > 0;
    }

    private static string NameOf(MappingNode document) =>
        (document[DocumentFields.Metadata.Name] as MappingNode)?[DocumentFields.Name.Name] is ScalarNode name ? name.Text : "";
}

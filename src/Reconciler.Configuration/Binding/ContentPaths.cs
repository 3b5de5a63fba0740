using System.Diagnostics.CodeAnalysis;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Content;

namespace Reconciler.Configuration.Binding;

/// <summary>The paths that Packages name as their source. YAML there is content, not configuration.</summary>
internal sealed class ContentPaths
{
    private readonly Dictionary<string, string> packageByPath = new(StringComparer.Ordinal);

    /// <summary>Reads only what it needs and reports nothing: every document is read properly later.</summary>
    /// <param name="configurationPath">A source that contains it is an error, and takes no configuration away.</param>
    public static ContentPaths Of(IEnumerable<YamlNode> documents, string configurationPath)
    {
        var paths = new ContentPaths();
        foreach (var document in documents.OfType<MappingNode>())
        {
            if (DocumentForms.Of(document) == DocumentForm.Ours && TryGetSourcePath(document, out var path) && !EntryPath.IsSameOrBelow(configurationPath, path))
                paths.packageByPath.TryAdd(path, NameOf(document));
        }

        return paths;
    }

    /// <param name="file">From the repository's root.</param>
    public bool TryFind(string file, [NotNullWhen(true)] out string? path, [NotNullWhen(true)] out string? package)
    {
        for (path = file; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOf('/'))])
        {
            if (packageByPath.TryGetValue(path, out package))
                return true;
        }

        package = null;
        return false;
    }

    private static bool TryGetSourcePath(MappingNode document, [NotNullWhen(true)] out string? path)
    {
        path = null;
        return document[DocumentFields.Kind.Name] is ScalarNode { Text: "Package" }
            && document[DocumentFields.Spec.Name] is MappingNode spec
            && spec[PackageFields.Source.Name] is MappingNode source
            && source[SourceFields.Path.Name] is ScalarNode { IsNothing: false } written
            && RepositoryPath.ProblemOf(written.Text) is null
            && RepositoryPath.TryResolve(written.Text, written.At.File, out path)
            && path.Length > 0;
    }

    private static string NameOf(MappingNode document) =>
        (document[DocumentFields.Metadata.Name] as MappingNode)?[DocumentFields.Name.Name] is ScalarNode name ? name.Text : "";
}

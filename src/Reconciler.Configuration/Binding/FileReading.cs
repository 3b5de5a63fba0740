using System.Collections.Immutable;
using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Ignore;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Binding;

/// <summary>What one file says, whatever other files say.</summary>
/// <param name="Declared">Also what stands in a file that turns out to be content, so that nothing that refers to it is called an error as well.</param>
/// <param name="Problems">Of the file as configuration.</param>
/// <param name="FirstOwn">The first document of ours; null when there is none.</param>
/// <param name="Sources">Paths that its Packages name as their sources.</param>
/// <param name="Unread">The text of documents that could not be read.</param>
internal sealed record FileReading(
    string Path,
    DeclaredResources Declared,
    IReadOnlyList<Diagnostic> Problems,
    SourceSpan? FirstOwn,
    ImmutableArray<ContentPath> Sources,
    ImmutableArray<string> Unread)
{
    /// <param name="configurationPath">From the repository's root; empty for the root itself.</param>
    public static FileReading Of(YamlFile file, string configurationPath)
    {
        var declared = new DeclaredResources();
        var binder = new DocumentBinder(configurationPath, declared, file.Problems);
        var isForeignReported = false;
        SourceSpan? firstOwn = null;
        foreach (var document in file.Documents)
        {
            switch (DocumentForms.Of(document))
            {
                case DocumentForm.Ours:
                    binder.Bind((MappingNode)document);
                    firstOwn ??= document.Span;
                    break;
                case DocumentForm.UnknownVersion:
                    var apiVersion = (ScalarNode)((MappingNode)document)[DocumentFields.ApiVersion.Name]!;
                    file.Problems.Add(FieldDiagnostics.UnknownApiVersion(apiVersion.Span, apiVersion.Text));
                    break;
                case DocumentForm.Foreign when !isForeignReported && document is not RefusedNode:
                    file.Problems.Add(YamlDiagnostics.ForeignDocument(document.Span, IgnoreFilePath(configurationPath), IgnoreLine(file.Path, configurationPath)));
                    isForeignReported = true;
                    break;
            }
        }

        return new(file.Path, declared, file.Problems.Diagnostics, firstOwn, [.. ContentPath.Of(file.Documents, configurationPath)], file.Unread);
    }

    /// <summary>The file belongs to a package's content, whatever is in it; but a document of ours is probably there by mistake.</summary>
    public IEnumerable<Diagnostic> ProblemsAsContent(ContentPath content, string configurationPath) => FirstOwn is { } own
        ? [ReferenceDiagnostics.ConfigurationInSource(own, content.Path, content.Package, IgnoreFilePath(configurationPath), IgnoreLine(Path, configurationPath))]
        : [];

    private static string IgnoreFilePath(string configurationPath) => configurationPath.Length == 0 ? IgnoreFile.Name : $"{configurationPath}/{IgnoreFile.Name}";

    private static string IgnoreLine(string path, string configurationPath) =>
        IgnoreFile.LineFor(configurationPath.Length == 0 ? path : path[(configurationPath.Length + 1)..]);
}

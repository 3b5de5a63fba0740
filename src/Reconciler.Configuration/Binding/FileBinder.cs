using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Ignore;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Binding;

/// <summary>Reads what one file declares.</summary>
/// <param name="configurationPath">From the repository's root; empty for the root itself.</param>
internal sealed class FileBinder(YamlFile file, string configurationPath, DeclaredResources declared)
{
    private ProblemList problems = file.Problems;

    public IReadOnlyList<Diagnostic> Diagnostics => problems.Diagnostics;

    private string IgnoreFilePath => configurationPath.Length == 0 ? IgnoreFile.Name : $"{configurationPath}/{IgnoreFile.Name}";

    private string IgnoreLine => IgnoreFile.LineFor(configurationPath.Length == 0 ? file.Path : file.Path[(configurationPath.Length + 1)..]);

    /// <summary>Every document must be ours; the first that is not is reported.</summary>
    public void BindConfiguration()
    {
        var binder = new DocumentBinder(configurationPath, declared, problems);
        var isForeignReported = false;
        foreach (var document in file.Documents)
        {
            switch (DocumentForms.Of(document))
            {
                case DocumentForm.Ours:
                    binder.Bind((MappingNode)document);
                    break;
                case DocumentForm.UnknownVersion:
                    var apiVersion = (ScalarNode)((MappingNode)document)[DocumentFields.ApiVersion.Name]!;
                    problems.Add(FieldDiagnostics.UnknownApiVersion(apiVersion.Span, apiVersion.Text));
                    break;
                case DocumentForm.Foreign when !isForeignReported && document is not RefusedNode:
                    problems.Add(YamlDiagnostics.ForeignDocument(document.Span, IgnoreFilePath, IgnoreLine));
                    isForeignReported = true;
                    break;
            }
        }
    }

    /// <summary>
    /// The file belongs to a package's content, whatever is in it, but a document of ours is probably there by mistake. It is bound all the
    /// same, so that nothing that refers to it is called an error as well.
    /// </summary>
    /// <param name="source">Where the package names <paramref name="path"/>.</param>
    public void BindContent(string path, string package, SourceSpan source)
    {
        problems = new ProblemList();
        var ours = file.Documents.Where(document => DocumentForms.Of(document) == DocumentForm.Ours).Cast<MappingNode>().ToArray();
        if (ours.Length == 0)
            return;

        var binder = new DocumentBinder(configurationPath, declared, new ProblemList());
        foreach (var document in ours)
            binder.Bind(document);
        problems.Add(ReferenceDiagnostics.ConfigurationInSource(ours[0].Span, path, package, IgnoreFilePath, IgnoreLine, source));
    }
}

using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

/// <summary>What stands above a document's spec.</summary>
/// <param name="Name">As written, even where it cannot be a name; null when there is none.</param>
/// <param name="NameSpan">Of the name, else of the document.</param>
/// <param name="LastLine">Of the document.</param>
internal sealed record DocumentHead(string? Name, SourceSpan NameSpan, Labels Labels, int LastLine)
{
    public static DocumentHead Read(MappingNode document, ProblemList problems)
    {
        var labels = DocumentFields.Document.Read(document, problems).Find(DocumentFields.Metadata)?.Get(DocumentFields.Labels, Labels.None);
        var name = (document[DocumentFields.Metadata.Name] as MappingNode)?[DocumentFields.Name.Name] as ScalarNode;
        return new(name is { IsNothing: false } ? name.Text : null, name?.Span ?? document.Span, labels ?? Labels.None, document.LastLine);
    }
}

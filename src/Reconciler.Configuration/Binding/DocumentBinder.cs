using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Binding;

/// <summary>Turns one file's documents into what they declare.</summary>
/// <param name="configurationPath">From the repository's root; empty for the root itself.</param>
internal sealed class DocumentBinder(string configurationPath, DeclaredResources declared, ProblemList problems)
{
    /// <param name="document">One that <see cref="DocumentForm"/> has found to be ours.</param>
    public void Bind(MappingNode document)
    {
        if (document[DocumentFields.ApiVersion.Name] is null)
            problems.Add(FieldDiagnostics.ApiVersionMissing(document.Span));

        var head = DocumentHead.Read(document, problems);
        if (KindOf(document) is not { } kind)
            return;

        if (head.Name is not null)
            declared.Names.Add(new(kind.Name, head.Name, head.NameSpan));

        // A document without a name declares nothing, but what else is wrong with it is found.
        if (ReadSpec(document, kind) is { } spec)
            Declare(kind, head, spec, head.Name is null ? new() : declared);
    }

    private void Declare(KindModel kind, DocumentHead head, FieldValues spec, DeclaredResources into)
    {
        if (kind == ResourceModel.Site)
            into.Sites.Add(SiteBinder.Bind(head, spec));
        else if (kind == ResourceModel.DistributionServer)
            into.Servers.Add(ServerBinder.Bind(head, spec));
        else if (kind == ResourceModel.ServerGroup)
            into.Groups.Add(GroupBinder.Bind(head, spec));
        else if (kind == ResourceModel.Package)
            into.Packages.Add(new PackageBinder(configurationPath, problems).Bind(head, spec));
        else
            into.Policies.Add(PolicyBinder.Bind(spec));
    }

    private KindModel? KindOf(MappingNode document)
    {
        // A missing kind, or one that is no single value, has been reported with the head.
        if (document[DocumentFields.Kind.Name] is not ScalarNode { IsNothing: false } kind)
            return null;

        var model = ResourceModel.Find(kind.Text);
        if (model is not null)
            return model;

        problems.Add(ResourceModel.LaterKinds.Contains(kind.Text)
            ? FieldDiagnostics.LaterVersion(kind.Span, $"kind '{kind.Text}'", ModelVersion.Text)
            : FieldDiagnostics.UnknownKind(kind.Span, kind.Text, NearestName.Of(kind.Text, ResourceModel.KindNames), ResourceModel.KindNames));
        return null;
    }

    /// <remarks>A document without a spec, or with an empty one, has an empty spec: some kinds need none.</remarks>
    private FieldValues? ReadSpec(MappingNode document, KindModel kind) => document[DocumentFields.Spec.Name] switch
    {
        MappingNode spec => kind.Spec.Read(spec, problems),
        null or ScalarNode { IsNothing: true } => kind.Spec.Read(new([], document.Span), problems),
        _ => null,
    };
}

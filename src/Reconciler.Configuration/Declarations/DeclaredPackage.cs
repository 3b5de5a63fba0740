using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Declarations;

/// <summary>A package, its references not checked yet.</summary>
/// <param name="PublishAsSpan">What says where it is published: <c>publishAs</c>, else the name. Null when that was refused.</param>
internal sealed record DeclaredPackage(Package Package, SourceSpan? PublishAsSpan)
{
    /// <summary>Null: the package has one version, written in the short form.</summary>
    public DeclaredRings? Rings { get; init; }
}

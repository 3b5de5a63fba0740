using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Upkeep;

/// <summary>A complete tree that a receipt lists and that is not current.</summary>
public sealed record RetainedTree(PackageName Package, Digest Digest, string Version)
{
    public Layout Layout { get; init; }
}

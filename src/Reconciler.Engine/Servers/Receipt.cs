using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Servers;

/// <summary>What a server's receipt says a package is, for <c>adopt</c>.</summary>
/// <param name="Current">Null: the package was withdrawn, or its path does not show what the receipt says.</param>
public sealed record Receipt(PackageName Package, string PublishAs, OrderNumber Order, TreeOnServer? Current, Manifest? Manifest)
{
    /// <summary>Complete trees that are not current, oldest first.</summary>
    public ImmutableArray<TreeOnServer> OutOfSight { get; init; } = [];
}

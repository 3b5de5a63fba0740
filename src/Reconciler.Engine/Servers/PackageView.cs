using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Servers;

/// <summary>What a server shows of one package.</summary>
/// <param name="Current">Null when nothing stands at the path, or something that is not ours.</param>
/// <param name="HasReceipt">The package is known here.</param>
/// <param name="HasSomethingElse">Something stands at the path that no receipt explains.</param>
/// <param name="LastOrder">Of the receipt.</param>
/// <param name="OutOfSight">Complete trees that are not current: retained (under <see cref="Layout.Versions"/> at their own paths), withdrawn, or sealed and not yet published.</param>
public sealed record PackageView(
    TreeOnServer? Current, bool HasReceipt, bool HasSomethingElse, OrderNumber? LastOrder, ImmutableArray<TreeOnServer> OutOfSight)
{
    /// <summary>Under <see cref="Layout.Versions"/>, trees that are not current and stand at their own paths: earlier versions, and what an interrupted publication or removal left.</summary>
    public bool HasTreesInSight { get; init; }

    public static PackageView Nothing { get; } = new(null, HasReceipt: false, HasSomethingElse: false, null, []);
}

/// <param name="PublishedAs">Where it was last published; differs from the declared path when <c>publishAs</c> changed.</param>
public sealed record TreeOnServer(Digest Digest, string Version, string? PublishedAs)
{
    /// <summary>Those that it was given; inherited where it was only taken over.</summary>
    public Permissions Permissions { get; init; }

    public Layout Layout { get; init; }
}

using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Upkeep;

/// <summary>A package's tree on a server, as <c>adopt</c> found it.</summary>
public abstract record FoundTree(PackagePlace Place)
{
    public PackageName Package => Place.Package;

    /// <summary>Those that its receipt says it was given.</summary>
    public Permissions Permissions { get; init; }

    public Layout Layout { get; init; }

    /// <summary>Its receipt explains it, and it still is what was sealed.</summary>
    /// <param name="IsRecorded">The records say so already.</param>
    public sealed record Sealed(PackagePlace Place, Manifest Manifest, string Version, bool IsRecorded) : FoundTree(Place);

    /// <summary>Its receipt explains it, and somebody changed it since.</summary>
    public sealed record Drifted(PackagePlace Place, Manifest Manifest, string Version, Verification Verification, bool IsRecorded) : FoundTree(Place);

    /// <summary>It has no receipt, and is exactly what Git wants there.</summary>
    public sealed record Equal(PackagePlace Place, Manifest Manifest, string Version, DateTimeOffset FileTime) : FoundTree(Place);

    /// <summary>It has no receipt, and is something else than Git wants there.</summary>
    /// <param name="Wanted">The version that Git wants; null when its content is not known here.</param>
    public sealed record Stranger(PackagePlace Place, Manifest Manifest, string? Wanted) : FoundTree(Place);

    /// <summary>It cannot be a package, or cannot be read.</summary>
    public sealed record Unreadable(PackagePlace Place, string Why) : FoundTree(Place);

    /// <summary>Whether it can be taken over as it is, without anybody's word.</summary>
    public bool IsEqual => this is Sealed or Equal;
}

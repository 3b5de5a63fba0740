using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Servers;

/// <summary>One package version that a server is to hold.</summary>
/// <param name="FileTime">Given to new files; reused ones keep theirs.</param>
public sealed record StageRequest(PackagePlace Place, Manifest Manifest, string Version, DateTimeOffset FileTime, OrderNumber Order)
{
    /// <summary>What the server holds was found wrong: reuse only what reads back right.</summary>
    public bool MustRead { get; init; }

    /// <summary>Other packages on this server whose trees may hold the same contents (a renamed package, shared files).</summary>
    public ImmutableArray<PackageName> ReuseFrom { get; init; } = [];

    /// <summary>A package that leaves this server in the same plan and whose tree stands at this path: publishing takes it out of sight.</summary>
    public PackageName? Displaces { get; init; }
}

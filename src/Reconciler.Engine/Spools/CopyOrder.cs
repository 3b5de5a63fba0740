using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Spools;

/// <summary>One piece of work on one server, as a plain value: it may wait in a queue and be carried out elsewhere, once or more often.</summary>
/// <param name="Site">Whose despooler takes it; null: the central one.</param>
/// <param name="Plan">Hash of the plan that it belongs to.</param>
public abstract record CopyOrder(string Id, OrderNumber Order, string Plan, SiteName? Site, ServerEndpoint Server)
{
    /// <summary>Look whose the server is, before anything else. The lane stays open until <see cref="Depart"/>.</summary>
    /// <param name="MayClaim">No placement is recorded there, so that a root without a claim is a new one.</param>
    /// <param name="FormerNames">The server was renamed: its claim may still name it so, and is written anew.</param>
    public sealed record Visit(
        string Id, OrderNumber Order, string Plan, SiteName? Site, ServerEndpoint Server, EstateId Estate, bool MayClaim,
        ImmutableArray<ServerName> FormerNames)
        : CopyOrder(Id, Order, Plan, Site, Server);

    /// <summary>Make the server hold <paramref name="To"/>.</summary>
    /// <param name="From">What the records say is held; null: nothing.</param>
    /// <param name="IsRefresh">What is held is to be read back, and what is wrong replaced.</param>
    public sealed record Place(
        string Id, OrderNumber Order, string Plan, SiteName? Site, ServerEndpoint Server, PackagePlace At,
        Digest? From, Digest To, string Version, DateTimeOffset FileTime, bool IsRefresh,
        ImmutableArray<PackageName> ReuseFrom, PackageName? Displaces, ImmutableArray<string> IgnoreExtra)
        : CopyOrder(Id, Order, Plan, Site, Server);

    /// <summary>Take the package out of sight, if it is what the records say.</summary>
    public sealed record Remove(
        string Id, OrderNumber Order, string Plan, SiteName? Site, ServerEndpoint Server, PackagePlace At, Digest From)
        : CopyOrder(Id, Order, Plan, Site, Server);

    /// <summary>Delete trees out of sight.</summary>
    public sealed record Clean(
        string Id, OrderNumber Order, string Plan, SiteName? Site, ServerEndpoint Server, PackagePlace At, Digest Digest,
        ImmutableArray<string> IgnoreExtra)
        : CopyOrder(Id, Order, Plan, Site, Server);

    /// <summary>Compare what is held with what should be.</summary>
    public sealed record Verify(
        string Id, OrderNumber Order, string Plan, SiteName? Site, ServerEndpoint Server, PackagePlace At,
        Digest Digest, ProofKind Proof, ImmutableArray<string> IgnoreExtra)
        : CopyOrder(Id, Order, Plan, Site, Server);

    /// <summary>The last order of a run for this server.</summary>
    public sealed record Depart(string Id, OrderNumber Order, string Plan, SiteName? Site, ServerEndpoint Server)
        : CopyOrder(Id, Order, Plan, Site, Server);
}

using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>One line of a plan: the same step for a whole set of servers. Cells that agree in everything else are one action by construction.</summary>
/// <param name="From">What is held; null for nothing of ours.</param>
/// <param name="To">What is to be held; null for a removal, for what is left, and when the content is not known.</param>
/// <param name="Explained">The group of the package's <c>to</c> that holds all of <paramref name="Servers"/>, when one does.</param>
/// <param name="Copy">What it costs; nothing for a held action.</param>
public sealed record PlanAction(
    PackageName Package,
    ActionKind Kind,
    HeldVersion? From,
    HeldVersion? To,
    ServerSet Servers,
    Cause Cause,
    Hold? Hold,
    ExplainingGroup? Explained,
    CopyCost Copy)
{
    /// <summary>What is to be held, when its content was not read where the plan was made; else null. Such a plan shows, and cannot be carried out.</summary>
    public UnreadVersion? Unread { get; init; }

    public bool IsHeld => Hold is not null;

    /// <summary>The same step for those of its servers that are in <paramref name="scope"/>, at their part of the cost.</summary>
    public PlanAction Within(ServerSet scope)
    {
        var (servers, copied) = (Servers & scope, Copy.Servers & scope);
        var bytes = copied.IsEmpty ? 0 : Copy.Bytes / Copy.Servers.Count * copied.Count;

        // Copied or reused, each server gets the same content.
        var reused = Copy.ReusedBytes == 0 ? 0 : ((Copy.Bytes + Copy.ReusedBytes) / Servers.Count * servers.Count) - bytes;
        return this with { Servers = servers, Copy = new(bytes, copied) { ReusedBytes = reused } };
    }
}

/// <param name="Version">As declared when it was planned or placed.</param>
public sealed record HeldVersion(Digest Digest, string Version);

/// <param name="Name">As declared; null: it would be the digest's first characters.</param>
public sealed record UnreadVersion(string? Name);

/// <param name="Count">All servers of the group.</param>
public sealed record ExplainingGroup(string Name, int Count);

/// <param name="Bytes">Over all servers, as far as the records tell; what is on the server already costs nothing.</param>
/// <param name="Servers">Those that bytes are copied to.</param>
public sealed record CopyCost(long Bytes, ServerSet Servers)
{
    /// <summary>Bytes that need not be copied, because the servers have them already; over all servers of the action.</summary>
    public long ReusedBytes { get; init; }
}

using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>Whether a server has room for what is copied to it, by what its last visit found.</summary>
/// <param name="Bytes">That the plan copies there.</param>
public sealed record SpaceNeed(ServerName Server, long Bytes, long FreeBytes, DateTimeOffset RecordedAt)
{
    public bool IsShort => Bytes > FreeBytes;

    internal static ImmutableArray<SpaceNeed> Of(ImmutableArray<ServerCopy> copies) => [.. copies.Select(Of).OfType<SpaceNeed>()];

    private static SpaceNeed? Of(ServerCopy copy) =>
        copy.Facts is { FreeBytes: { } free, LastVisited: { } visited } ? new(copy.Server, copy.Bytes, free, visited) : null;
}

using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>Whether a server has room for what is copied to it, by what its last visit found.</summary>
/// <param name="Bytes">That the plan copies there.</param>
public sealed record SpaceNeed(ServerName Server, long Bytes, long FreeBytes, DateTimeOffset RecordedAt)
{
    public bool IsShort => Bytes > FreeBytes;
}

using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Status;

/// <param name="Site">Null for an undeclared server, and at the unnamed central site.</param>
/// <param name="Trouble">Of the server as a whole.</param>
/// <param name="LastVisited">Null: never.</param>
public sealed record ServerStatus(
    ServerName Name, SiteName? Site, ServerState State, Tally Tally, ServerTrouble? Trouble, DateTimeOffset? LastVisited)
{
    /// <summary>It is being emptied.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Nothing is done there for a while; null: none is in force.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>As the last visit found it; null before somebody tried.</summary>
    public Atomicity? Atomicity { get; init; }
}

using System.Collections.Immutable;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Despooling;

/// <summary>What a run tells while it goes on. Text, JSON and logs are renderings of one stream of these.</summary>
public abstract record Happened
{
    /// <summary>Work begins; nothing has been written to a server yet.</summary>
    public sealed record Begun(int Placements, long Bytes, int Servers) : Happened;

    /// <summary>Bytes on their way; told often.</summary>
    public sealed record Copied(ServerName Server, PackageName Package, long Bytes) : Happened;

    /// <summary>A placement is as it should be, and recorded.</summary>
    /// <param name="SentBytes">0 when everything was there.</param>
    public sealed record Placed(ActionKind Kind, PackageName Package, string Version, ServerName Server, long SentBytes) : Happened;

    /// <summary>The server had it already, though the records did not say so; recorded, 0 bytes.</summary>
    public sealed record Found(PackageName Package, string Version, ServerName Server) : Happened;

    /// <summary>The server shows something else than was recorded. Nothing was changed there; it is planned anew.</summary>
    public sealed record Surprised(PackageName Package, string Version, ServerName Server) : Happened;

    public sealed record Removed(PackageName Package, string Version, ServerName Server) : Happened;

    /// <param name="Differences">Empty when everything is as it should be; the package itself is missing when it has one entry with an empty path.</param>
    public sealed record Verified(PackageName Package, ServerName Server, ImmutableArray<Servers.Difference> Differences) : Happened;

    public sealed record Cleaned(PackageName Package, ServerName Server) : Happened;

    public sealed record Failed(ActionKind Kind, PackageName Package, ServerName Server, TroubleKind Trouble, string Message) : Happened;

    /// <summary>The server cannot be used; it owes what was planned, and blocks nobody.</summary>
    /// <param name="Owed">Placements that were planned there.</param>
    public sealed record ServerFailed(ServerName Server, TroubleKind Trouble, string Message, int Owed) : Happened;

    /// <summary>The package's source cannot be used; its other servers keep what they hold.</summary>
    public sealed record SourceFailed(PackageName Package, HoldReason Reason, string Message, int Owed) : Happened;

    /// <summary>A server had no claim, and is ours now.</summary>
    public sealed record Claimed(ServerName Server, string Address) : Happened;

    /// <summary>Removals that did not happen in this run, because copies of the same package failed or too few holders would be left.</summary>
    public sealed record RemovalsHeld(PackageName Package, int Count, string Message) : Happened;
}

using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>What happened to a package on a set of servers. The word each is written with (<c>did</c>) is its own name in camel case.</summary>
public abstract record TransferPackageEvent(ServerSet Servers)
{
    /// <summary>The package's targets changed while <see cref="Existing.Refresh"/> stands; <paramref name="Servers"/> are all of them.</summary>
    public sealed record Targeted(int Generation, ServerSet Servers) : TransferPackageEvent(Servers);

    /// <summary>What the servers hold is about to be touched. Until another event closes it, they are no holders.</summary>
    /// <param name="Cause"><c>stores/london.yaml:12</c>, or a recorded fact in words.</param>
    public sealed record Begun(Digest? From, Digest? To, string? Cause, ServerSet Servers) : TransferPackageEvent(Servers);

    /// <param name="Bytes">Of the whole content.</param>
    /// <param name="Sent">Of it, copied to each server this time.</param>
    public sealed record Placed(Digest Digest, string Version, long Bytes, long Sent, ProofKind Proof, ServerSet Servers) : TransferPackageEvent(Servers)
    {
        /// <summary>The path below the server's root; null: the package's name.</summary>
        public string? PublishAs { get; init; }

        public Permissions Permissions { get; init; }

        public Layout Layout { get; init; }
    }

    /// <summary>Taken out of sight. The tree is deleted after its grace (<see cref="Purged"/>).</summary>
    public sealed record Removed(Digest Digest, ServerSet Servers) : TransferPackageEvent(Servers);

    /// <param name="Wanted">What was to be placed; null for a removal.</param>
    /// <param name="Held">What was seen to be current afterwards.</param>
    /// <param name="Message">The system's own words, without secrets.</param>
    public sealed record Failed(Digest? Wanted, HeldObservation Held, TroubleKind Error, string Message, int Attempt, DateTimeOffset? RetryAt, ServerSet Servers)
        : TransferPackageEvent(Servers);

    /// <summary>The trouble is no more: the action is not wanted any longer, or somebody lifted it.</summary>
    public sealed record Cleared(ServerSet Servers) : TransferPackageEvent(Servers);

    /// <param name="Differences">How many entries differ.</param>
    /// <param name="Example">One of them, for a person.</param>
    public sealed record Drifted(Digest Digest, ProofKind Proof, int Differences, string? Example, ServerSet Servers) : TransferPackageEvent(Servers);

    public sealed record Verified(Digest Digest, ProofKind Proof, ServerSet Servers) : TransferPackageEvent(Servers);

    /// <summary>An equal tree was taken over without a transfer.</summary>
    public sealed record Adopted(Digest Digest, string Version, ProofKind Proof, ServerSet Servers) : TransferPackageEvent(Servers)
    {
        /// <summary>The path below the server's root; null: the package's name.</summary>
        public string? PublishAs { get; init; }

        public Permissions Permissions { get; init; }

        public Layout Layout { get; init; }
    }

    /// <summary>The server's receipt shows this digest, whatever was recorded.</summary>
    public sealed record Observed(Digest Digest, string Version, ServerSet Servers) : TransferPackageEvent(Servers)
    {
        /// <summary>The path below the server's root; null: the package's name.</summary>
        public string? PublishAs { get; init; }

        public Permissions Permissions { get; init; }

        public Layout Layout { get; init; }
    }

    /// <summary>The server has this complete tree out of sight: an earlier version, or one that was removed, or not yet published.</summary>
    public sealed record Retained(Digest Digest, string Version, ServerSet Servers) : TransferPackageEvent(Servers)
    {
        public Layout Layout { get; init; }
    }

    /// <summary>Recorded as held, and nothing is there.</summary>
    public sealed record Lost(ServerSet Servers) : TransferPackageEvent(Servers);

    /// <summary>The servers are no longer declared; what they hold stays there.</summary>
    public sealed record Left(ServerSet Servers) : TransferPackageEvent(Servers);

    /// <summary>The servers were left, and are declared again.</summary>
    public sealed record Declared(ServerSet Servers) : TransferPackageEvent(Servers);

    /// <summary>Somebody said that the record is no longer true; nothing is known of these cells any more.</summary>
    public sealed record Forgotten(string Reason, ServerSet Servers) : TransferPackageEvent(Servers);

    /// <summary>A server is called by another name now; what was recorded of the old one is recorded of the new one.</summary>
    /// <param name="Servers">The new name alone.</param>
    public sealed record Renamed(ServerName From, ServerSet Servers) : TransferPackageEvent(Servers);

    public sealed record RefreshAsked(string? Reason, ServerSet Servers) : TransferPackageEvent(Servers);

    /// <summary>A tree out of sight was deleted.</summary>
    public sealed record Purged(Digest Digest, ServerSet Servers) : TransferPackageEvent(Servers);
}

/// <summary>What a failed attempt saw to be current: a digest, nothing, or it could not look.</summary>
/// <param name="WasSeen">False: the server could not be asked, and the cell stays unsure.</param>
/// <param name="Digest">Null with <paramref name="WasSeen"/>: nothing of ours is there.</param>
public readonly record struct HeldObservation(bool WasSeen, Digest? Digest)
{
    public static HeldObservation Unknown => default;

    public static HeldObservation Nothing => new(true, null);

    public static HeldObservation Of(Digest digest) => new(true, digest);
}

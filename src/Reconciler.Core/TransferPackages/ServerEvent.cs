using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Core.TransferPackages;

/// <summary>What happened to a server as a whole. The word each is written with (<c>did</c>) is its own name in camel case.</summary>
public abstract record ServerEvent
{
    private ServerEvent()
    {
    }

    /// <summary>The server's root was claimed for this estate.</summary>
    public sealed record Claimed(string Address) : ServerEvent;

    /// <summary>It answered, and its claim was ours.</summary>
    public sealed record Visited(string Address, long? FreeBytes) : ServerEvent
    {
        /// <summary>As it was found; null when nobody tried.</summary>
        public Atomicity? Atomicity { get; init; }

        /// <summary>How fast the bytes of this run were copied there; null when there were too few to tell.</summary>
        public long? BytesPerSecond { get; init; }
    }

    /// <summary>It is the server that had other names before; nobody has been there since.</summary>
    /// <param name="From">One of these stands in its claim, until that is written anew.</param>
    /// <param name="FreeBytes">At the last visit under its former name.</param>
    public sealed record Renamed(ImmutableArray<ServerName> From, string Address, long? FreeBytes) : ServerEvent
    {
        /// <summary>Under its former name, from the command line; null: there was none.</summary>
        public Suspension? Suspension { get; init; }

        /// <summary>Under its former name; null: it was never measured.</summary>
        public long? BytesPerSecond { get; init; }
    }

    /// <summary>It cannot be used.</summary>
    /// <param name="Attempt">Counts failures in a row, from 1.</param>
    /// <param name="Message">For a person: what was found, where; without secrets.</param>
    public sealed record Failed(TroubleKind Error, int Attempt, DateTimeOffset? RetryAt, string Message) : ServerEvent;

    /// <summary>Somebody wants nothing to be done there; in the place of whatever somebody wanted before.</summary>
    /// <param name="Until">It ends by itself then; null: with <see cref="Resumed"/>.</param>
    public sealed record Suspended(string By, string Reason, DateTimeOffset? Until) : ServerEvent;

    /// <summary>Somebody ended what the command line had suspended.</summary>
    public sealed record Resumed(string By) : ServerEvent;

    /// <summary>Renamed away or forgotten: its address no longer says anything.</summary>
    public sealed record Gone(string Reason) : ServerEvent;
}

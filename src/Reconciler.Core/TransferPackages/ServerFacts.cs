using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Core.TransferPackages;

/// <summary>What is recorded about a server as a whole, apart from its packages.</summary>
/// <param name="Address">The address under which it was last used; null before the first visit.</param>
/// <param name="FreeBytes">At the last visit.</param>
/// <param name="Trouble">Null when the last visit succeeded.</param>
/// <param name="IsGone">Renamed away or forgotten: its address no longer says anything.</param>
public sealed record ServerFacts(
    ServerName Name,
    string? Address = null,
    long? FreeBytes = null,
    DateTimeOffset? LastVisited = null,
    ServerTrouble? Trouble = null,
    bool IsGone = false)
{
    /// <summary>One of these may still stand in its claim: it was renamed, and not visited since.</summary>
    public ImmutableArray<ServerName> FormerNames { get; init; } = [];

    /// <summary>What readers may see there during a publication, as it was found; null before somebody tried.</summary>
    public Atomicity? Atomicity { get; init; }

    /// <summary>How fast bytes were copied there, on all its copies together; each measurement counts as much as all before it. Null: never measured at its address.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>From the command line; it may be over. Null: there is none.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>Of the last line of its file that was folded in; 0 before the first.</summary>
    public long Seq { get; init; }

    private (ServerName, string?, long?, DateTimeOffset?, ServerTrouble?, bool, Atomicity?, long?, Suspension?, long) Single =>
        (Name, Address, FreeBytes, LastVisited, Trouble, IsGone, Atomicity, BytesPerSecond, Suspension, Seq);

    public bool Equals(ServerFacts? other) => other is not null && Single == other.Single && FormerNames.SequenceEqual(other.FormerNames);

    public override int GetHashCode() => Single.GetHashCode();
}

/// <summary>Why the server cannot be used.</summary>
/// <param name="Kind">One that is <see cref="TroubleKindText.IsOfTheServer"/>, or lack of space or permission on its root.</param>
/// <param name="Since">Of the first failure in a row.</param>
/// <param name="RetryAt">`plan` and `run` hold the server's actions until then; a typed `sync` tries at once.</param>
/// <param name="Message">For a person: what was found, where.</param>
public sealed record ServerTrouble(TroubleKind Kind, DateTimeOffset Since, int Attempt, DateTimeOffset? RetryAt, string Message);

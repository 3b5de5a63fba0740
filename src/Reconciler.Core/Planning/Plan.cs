using System.Collections.Immutable;
using Reconciler.Core.Commits;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>
/// The actions that turn actual placement into desired placement. A complete value: printed, saved, compared, approved, and carried out
/// later. The same inputs give the same plan, in the same order.
/// </summary>
/// <param name="Actions">By priority, package, kind and first server. Without what is kept.</param>
/// <param name="Keeps">What needs nothing; a line a package, or one for each digest where the wanted one is not known.</param>
/// <param name="Declined">Placements that are no longer wanted and stay, because of <c>prune: false</c>.</param>
/// <param name="Cleanups">Trees out of sight that are due to be deleted; outside of counts and hash.</param>
/// <param name="Targets">Target generations to be recorded before anything else (<c>existing: refresh</c>).</param>
/// <param name="Guards">What the guards found; any finding holds removals.</param>
/// <param name="RecordedAt">Of the newest record that the plan was made from; null without state.</param>
/// <param name="OldestProof">Of what is kept; null when nothing is.</param>
public sealed record Plan(
    CommitInfo Commit,
    DateTimeOffset MadeAt,
    DateTimeOffset? RecordedAt,
    ImmutableArray<PlanAction> Actions,
    ImmutableArray<PlanAction> Keeps,
    int Declined,
    ImmutableArray<Cleanup> Cleanups,
    ImmutableArray<ServerRename> Renames,
    ImmutableArray<TargetsChange> Targets,
    ImmutableArray<GuardFinding> Guards,
    DateTimeOffset? OldestProof)
{
    /// <summary>Placements that are kept and not among <see cref="Keeps"/>: of a plan that was read from a file only their number is known.</summary>
    public int UnlistedKeeps { get; init; }

    /// <summary>The part of the estate that it speaks of.</summary>
    public Scope Scope { get; init; } = Scope.Everything;

    /// <summary>Servers that were left and are declared again, to be recorded before anything else; outside of counts, hash and file.</summary>
    public ImmutableArray<ReturnedServers> Returned { get; init; } = [];

    /// <summary>Servers that nothing is done on for a while, and who says so; outside of counts, hash and file.</summary>
    public ImmutableSortedDictionary<ServerName, Suspension> Suspended { get; init; } = ImmutableSortedDictionary<ServerName, Suspension>.Empty;

    /// <summary>Packages whose contents could not be read just now, with holders that are left in peace: nobody knows whether they hold the right thing.</summary>
    public ImmutableArray<PackageName> Unreadable { get; init; } = [];

    /// <summary>Null where nobody asked for it: a plan that is carried out at once, and the part of a plan.</summary>
    public PlanDetails? Details { get; init; }

    public PlanCounts Counts => PlanCounts.Of(this);

    /// <summary>Whether every server holds what the commit says, as far as the records tell.</summary>
    public bool IsConverged => Actions.IsEmpty && Unreadable.IsEmpty;

    /// <summary>The same plan but for refreshes whose only cause is drift.</summary>
    public Plan WithoutRepairs() => this with { Actions = [.. Actions.Where(action => !action.Cause.IsDrift)], Details = null };

    /// <summary>The records as they will read once the renames are recorded: what the actions speak of.</summary>
    public ActualPlacement AfterRenames(ActualPlacement actual) => Renames.Apply(actual);

    /// <summary>Whether something is left, and all of it waits as declared.</summary>
    public bool OnlyWaits => !Actions.IsEmpty && Unreadable.IsEmpty && Actions.All(action => action.Hold?.Reason.Class() == HoldClass.Waiting);

    /// <summary>Over each action's package, kind, from, to and server names, and nothing else; see <see cref="PlanHash"/>.</summary>
    public string Hash => PlanHash.Of(Actions);
}

/// <summary>Trees out of sight whose time has come.</summary>
public sealed record Cleanup(PackageName Package, Digest Digest, ServerSet Servers);

/// <summary>A new name at the recorded address of a server that is no longer declared: the same server, 0 bytes.</summary>
public sealed record ServerRename(ServerName From, ServerName To);

/// <summary>Declared again, and still recorded as left by this package.</summary>
public sealed record ReturnedServers(PackageName Package, ServerSet Servers);

/// <summary>What a Transfer Package is to record of its targets.</summary>
public sealed record TargetsChange(PackageName Package, Targets Targets);

/// <param name="Message">What was found, against which limit, and what to do.</param>
/// <param name="HoldsRetired">Whether removals that a <c>retire</c> line asks for are held too.</param>
public sealed record GuardFinding(string Message, bool HoldsRetired);

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Reconciler.Configuration;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// From a commit to converged servers: commit, resources and contents give the desired placement, the records give the actual one, the planner
/// gives the plan; the despooler carries it out. Each run reads the whole state; nothing depends on having seen every change.
/// </summary>
public sealed class Reconciliation(
    IConfigurationRepository repository, StateFiles state, ISources sources, IContentStore store, AllowList allowed, TimeProvider time)
{
    /// <summary>A server may show something else than was recorded; then it is planned anew, so often at most.</summary>
    private const int PassesAtMost = 3;

    private readonly ConfigurationCache cache = new();

    /// <exception cref="RepositoryException">The revision or path is not there.</exception>
    public Reading Read(RevisionQuery query)
    {
        var snapshot = query.Worktree ? repository.Worktree() : repository.At(query.Revision);
        var path = ConfigurationPath.In(snapshot, query.Path, repository.Name);
        var result = ConfigurationReader.Read(snapshot.ReadConfiguration(path), path, cache);
        return WithoutStateAddresses(new(snapshot, path, result.Resources, result.Diagnostics) { RefName = query.RefName });
    }

    /// <summary>Reads everything and writes nothing. A dry run ends here.</summary>
    /// <exception cref="ArgumentException">The reading has no resources: its configuration is invalid.</exception>
    public async Task<PlanMade> PlanAsync(Reading reading, PlanQuery query, CancellationToken cancellationToken)
    {
        var actual = Load(cancellationToken);
        return Plan(reading, query, actual, await ReadContentsAsync(reading, query, sources.ResolveAsync, cancellationToken));
    }

    /// <summary>Plans two commits over the same records; without records, over what the first of them says. Reads everything and writes nothing.</summary>
    /// <param name="without">What a change is to be merged into.</param>
    /// <param name="with">The two merged; read by a reconciliation of the repository that has the merge.</param>
    /// <exception cref="ArgumentException">One of the readings has no resources: its configuration is invalid.</exception>
    public async Task<(PlanMade Without, PlanMade With)> CompareAsync(Reading without, Reading with, PlanQuery query, CancellationToken cancellationToken)
    {
        var actual = Load(cancellationToken);
        var contentsWithout = await ReadContentsAsync(without, query, sources.ResolveAsync, cancellationToken);
        var contentsWith = await ReadContentsAsync(with, query, sources.ResolveAsync, cancellationToken);
        var since = actual.RecordedAt is null ? without.Commit.Id : state.Commits.LastBegun?.Commit;
        var (before, after) = (Desired(without, actual.Servers, contentsWithout, since), Desired(with, actual.Servers, contentsWith, since));
        if (actual.RecordedAt is null)
            actual = AssumedPlacement.Of(before, actual.Servers);
        return (Plan(without, query, actual, contentsWithout, before), Plan(with, query, actual, contentsWith, after));
    }

    /// <summary>Plans a commit twice over the same records: as things are, and as if some servers had never been there. Reads everything and writes nothing.</summary>
    /// <param name="choose">The servers, by the first of the two plans.</param>
    /// <exception cref="ArgumentException">The reading has no resources: its configuration is invalid.</exception>
    public async Task<(PlanMade Without, PlanMade With)> LoseAsync(Reading reading, PlanQuery query, Func<PlanMade, ServerSet> choose, CancellationToken cancellationToken)
    {
        var actual = Load(cancellationToken);
        var contents = await ReadContentsAsync(reading, query, sources.ResolveAsync, cancellationToken);
        var desired = Desired(reading, actual.Servers, contents, state.Commits.LastBegun?.Commit);
        if (actual.RecordedAt is null)
            actual = AssumedPlacement.Of(desired, actual.Servers);
        var before = Plan(reading, query, actual, contents, desired);
        var lost = choose(before);
        return (before, Plan(reading with { Resources = ResourcesOf(reading).Without(lost) }, query, before.Actual.Without(lost), contents));
    }

    /// <summary>Plans, carries out, and plans once more to see what is left.</summary>
    /// <exception cref="StateWriteException">A record could not be written: the run ended there.</exception>
    public async IAsyncEnumerable<RunStep> RunOnceAsync(
        RunRequest request, IStateLock held, Despooler despooler, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var reading = Read(request.Query.Revision);
        if (reading.Resources is null)
        {
            yield return new RunStep.Invalid(reading, reading.Diagnostics);
            yield break;
        }

        var servers = new ServerTable();
        if (Refused(reading, request, servers, out var saved) is { } refused)
        {
            yield return refused;
            yield break;
        }

        if (Rewound(reading) is { } rewound)
            yield return new RunStep.Rewinding(rewound.Said);

        var query = saved is not null && request.Query.Scope.IsEverything ? request.Query with { Scope = saved.Scope } : request.Query;

        // What was read once holds for the whole run: nothing is downloaded twice, and a dead server is waited for once.
        var contents = await ReadContentsAsync(reading, query, sources.ResolveStoring_NeedsLockAsync, cancellationToken);
        var made = Plan(reading, query, state.Packages.Load(servers, cancellationToken), contents) with { Took = time.GetElapsedTime(began) };
        if (request.RefuseProblems && made.HasProblems)
        {
            yield return new RunStep.Invalid(reading, made.Diagnostics);
            yield break;
        }

        if (saved is not null && Stale(saved, made) is { } stale)
        {
            yield return stale;
            yield break;
        }

        var estate = state.Estate.Find() ?? state.Estate.Create_NeedsLock(held, time.GetUtcNow());
        if (state.Commits.All.Count == 0)
            yield return new RunStep.EstateStarted(estate.Id.Value, reading.Resources.Servers);

        yield return new RunStep.Planned(made);
        if (made.Plan.Guards.Length > 0 && made.Plan.Actions.Any(action => action.Hold?.Reason == HoldReason.Guard))
        {
            state.Plans.Save_NeedsLock(held, made.Plan.Hash, PlanFile.Write(made.Detailed().Plan, ServerForm.Compact));
            yield return new RunStep.PlanKept(made.Plan.Hash);
        }

        Begin_NeedsLock(held, made);
        var begun = made.Plan;
        for (var pass = 1; Due(made, request.Initiative) is var due && HasWork(due); pass++)
        {
            var identity = new RunIdentity(estate.Id, held, made.Plan.Hash, made.Plan.Commit.Id);
            var surprised = false;
            await foreach (var what in despooler.CarryOutAsync(new(due, made.Desired, made.Actual, reading.Snapshot, identity) { GiveWay = request.GiveWay }, cancellationToken))
            {
                // What was there already may still owe a refresh that somebody asked for.
                surprised |= what is Happened.Surprised or Happened.Found;
                yield return new RunStep.Doing(what);
            }

            made = Plan(reading, query with { Lift = Lift.None }, Load(cancellationToken), contents);
            if (!surprised || request.GiveWay.IsCancellationRequested || pass == PassesAtMost || saved is not null)
                break;
        }

        if (made.Scope.IsEverything)
            End_NeedsLock(held, begun, made.Plan);
        state.Packages.Tidy_NeedsLock(held, cancellationToken);
        yield return new RunStep.Finished(made);
    }

    private ActualPlacement Load(CancellationToken cancellationToken) => state.Packages.Load(new ServerTable(), cancellationToken);

    private async Task<ContentReading> ReadContentsAsync(Reading reading, PlanQuery query, ContentResolver resolve, CancellationToken cancellationToken)
    {
        var contents = new ContentReading(sources, resolve, allowed, query);
        await contents.ReadAsync(ResourcesOf(reading), reading.Snapshot, cancellationToken);
        return contents;
    }

    private static ResourceSet ResourcesOf(Reading reading) =>
        reading.Resources ?? throw new ArgumentException("The configuration is invalid.", nameof(reading));

    private PlanMade Plan(Reading reading, PlanQuery query, ActualPlacement actual, ContentReading contents) =>
        Plan(reading, query, actual, contents, Desired(reading, actual.Servers, contents, state.Commits.LastBegun?.Commit));

    private PlanMade Plan(Reading reading, PlanQuery query, ActualPlacement actual, ContentReading contents, DesiredPlacement desired)
    {
        var resources = desired.Resources;
        if (state.Estate.Find() is { } estate)
            actual = PublishedAddress.Resolve(actual, estate.Id, resources.Servers);
        var rules = Rules(query, state.Commits.LastBegun, resources, actual);
        var plan = Planner.Diff(desired, actual, rules, time.GetUtcNow());
        return new(
            reading, desired, actual, query.Scope.Of(plan, desired, actual), [.. contents.Notes(desired).Concat(PlanNotes.OfAddresses(query, resources, allowed)).Concat(PlanNotes.OfLogins(query, resources, allowed)).Concat(PlanNotes.OfSuspensions(plan, resources)).Concat(GapNotes.Of(plan, actual, resources)).Order()], contents.Resolutions, actual.RecordedAt is not null)
        {
            Approved = rules.Approved,
        };
    }

    /// <param name="since">The commit that causes count from; null: there is none.</param>
    private DesiredPlacement Desired(Reading reading, ServerTable servers, ContentReading contents, string? since)
    {
        var manifests = contents.Resolutions.Where(resolution => resolution.Manifest is not null)
            .GroupBy(resolution => resolution.Digest)
            .ToDictionary(same => same.Key, same => same.First().Manifest);
        return DesiredPlacement.Of(
            reading.Commit,
            repository.ChangesBetween(since, reading.Commit),
            ResourcesOf(reading),
            servers,
            contents.Contents,
            digest => manifests.GetValueOrDefault(digest) ?? store.FindManifest(digest));
    }

    /// <summary>What the configuration alone cannot know: where the state is.</summary>
    private Reading WithoutStateAddresses(Reading reading)
    {
        if (reading.Resources is null || state.Directory is null)
            return reading;

        var overlaps = StateAddresses.Check(reading.Resources.Servers, state.Directory).ToArray();
        return overlaps.Length == 0
            ? reading
            : reading with { Resources = null, Diagnostics = [.. reading.Diagnostics.Concat(overlaps).Order()] };
    }

    /// <summary>What is carried out of a plan: the loop leaves drift to the Policy.</summary>
    private static Plan Due(PlanMade made, Initiative initiative) =>
        initiative == Initiative.Own && made.Desired.Resources.Policy.Drift == DriftPolicy.Report ? made.Plan.WithoutRepairs() : made.Plan;

    private static bool HasWork(Plan plan) =>
        plan.Actions.Any(action => !action.IsHeld) || !plan.Cleanups.IsEmpty || !plan.Renames.IsEmpty || !plan.Targets.IsEmpty || !plan.Returned.IsEmpty;

    private PlanRules Rules(PlanQuery query, CommitRecord? last, ResourceSet resources, ActualPlacement actual) => new(
        last?.Policy,
        query.Ceiling,
        [.. state.Approvals.All.Where(approval => approval.IsValid(time.GetUtcNow())).Select(approval => Approved(approval, actual)).OfType<ApprovedPlan>()],
        query.AllowedRemovals,
        query.Permission == Permission.Enforced ? allowed.Refused(resources.Servers) : null)
    {
        WithoutLogin = query.Permission == Permission.Enforced ? allowed.WithoutLogin(resources.Servers) : [],
        Lift = query.Lift,
    };

    private ApprovedPlan? Approved(Approval approval, ActualPlacement actual) => state.Plans.Find(approval.Plan) is SavedPlanMatch.Found found
        ? new(PlanFile.Read(found.Plan.Span, actual.Servers), approval.Actor, approval.Expires, approval.Reason)
        : null;

    /// <param name="servers">The saved plan's servers get their numbers in it.</param>
    private RunStep.Refused? Refused(Reading reading, RunRequest request, ServerTable servers, out Plan? saved)
    {
        saved = null;
        try
        {
            saved = request.SavedPlan is { } bytes ? PlanFile.Read(bytes.Span, servers) : null;
            return RefusedToRewind(reading, request);
        }
        catch (FormatException unreadable)
        {
            return new(Refusal.BadPlan, unreadable.Message, []);
        }
    }

    private RunStep.Refused? RefusedToRewind(Reading reading, RunRequest request) => request.AllowRewind || Rewound(reading) is not { } rewound
        ? null
        : rewound.Why == Refusal.Rewound
            ? new(rewound.Why, $"{rewound.Said}: an older commit, or rewritten history. To follow it all the same: --dangerous-allow-rewind", [])
            : new(rewound.Why, $"{rewound.Said}. Fetch the whole history (in a pipeline: fetch-depth: 0), or give --dangerous-allow-rewind", []);

    /// <returns>Null when the commit descends from the one that was synced last.</returns>
    private (Refusal Why, string Said)? Rewound(Reading reading)
    {
        if (state.Commits.LastBegun is not { Commit: var last })
            return null;

        return repository.IsAncestor(last, reading.Commit.Id) switch
        {
            true => null,
            false => (Refusal.Rewound, $"{reading.Commit.ShortId} does not descend from {last[..7]}, which was synced last"),
            null => (Refusal.HistoryUnknown, $"the history of {repository.Name} does not show whether {reading.Commit.ShortId} descends from {last[..7]}, which was synced last"),
        };
    }

    private static RunStep.Refused? Stale(Plan saved, PlanMade made)
    {
        var moved = PlanMatch.Moved(saved, made.Plan, made.Actual);
        return moved.IsEmpty ? null : new(Refusal.StalePlan, "the saved plan is stale: plan again, and have that reviewed", moved);
    }

    /// <summary>Once for each plan that was begun, however often the same is found afterwards.</summary>
    private void End_NeedsLock(IStateLock held, Plan begun, Plan left)
    {
        var record = state.Commits.All.LastOrDefault(record => record.Commit == begun.Commit.Id && record.Plan == begun.Hash);
        if (left.IsConverged && record is not { Converged: not null })
            state.Commits.Converge_NeedsLock(held, begun.Commit.Id, begun.Hash, time.GetUtcNow());
        else if (left.OnlyWaits && record is not { Waiting: not null })
            state.Commits.Wait_NeedsLock(held, begun.Commit.Id, begun.Hash, time.GetUtcNow());
    }

    private void Begin_NeedsLock(IStateLock held, PlanMade made)
    {
        var now = time.GetUtcNow();
        var unrecorded = made.Resolutions.Where(resolution => !resolution.IsRecorded)
            .Select(resolution => resolution.ToRecord())
            .DistinctBy(resolution => resolution.Key)
            .ToArray();
        if (unrecorded.Length > 0)
            state.Sources.Add_NeedsLock(held, unrecorded);

        var begun = new CommitRecord(made.Plan.Commit.Id, made.Plan.Hash, made.Scope.IsEverything, made.Desired.Resources.Policy, now) { Revision = made.Plan.Commit.Revision };
        if (state.Commits.LastBegun is not { } last || last.Commit != begun.Commit || last.Plan != begun.Plan)
            state.Commits.Begin_NeedsLock(held, begun);
    }
}

using System.Security.Cryptography;
using System.Text;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Status;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Engine.Notifications;

/// <summary>Makes bulletins of what the loop tells: one when a commit begins to be placed, one at the end of each pass.</summary>
/// <param name="scope">The part of the estate that matters.</param>
/// <param name="changed">As <see cref="Changed"/> was before a restart.</param>
public sealed class LoopObserver(Scope scope, string? changed)
{
    private LoopEvent.Unusable? unusable;
    private LoopEvent.Failed? failed;
    private PlanCounts? begun;
    private string? approve;

    /// <summary>Something was done in this pass, or it gave way to something else.</summary>
    private bool isMoving;

    private bool wasIdle;

    /// <summary>What was begun last: a commit, and a hash of what its plan did. To be kept through a restart; null: nothing yet.</summary>
    public string? Changed { get; private set; } = changed;

    /// <returns>Null for most of what the loop tells.</returns>
    public Bulletin? Add(LoopEvent what, DateTimeOffset now)
    {
        switch (what)
        {
            case LoopEvent.Unusable refused:
                unusable = refused;
                return null;
            case LoopEvent.Failed failure:
                failed = failure;
                return null;
            case LoopEvent.Superseded:
                isMoving = true;
                return null;
            case LoopEvent.Step step:
                return Add(step.What, now);
            case LoopEvent.Passed passed:
                return End(passed, now);
            default:
                return null;
        }
    }

    private Bulletin? Add(RunStep step, DateTimeOffset now)
    {
        switch (step)
        {
            case RunStep.Planned planned:
                return Begin(planned.Made, now);
            case RunStep.PlanKept kept:
                approve = kept.Hash[..PlanHash.MinLength];
                return null;
            case RunStep.Doing { What: Happened.Placed or Happened.Found or Happened.Surprised or Happened.Removed }:
                isMoving = true;
                return null;
            default:
                return null;
        }
    }

    private Bulletin? Begin(PlanMade made, DateTimeOffset now)
    {
        approve = null;
        var plan = made.Desired.Resources.Policy.Drift == DriftPolicy.Report ? Within(made).WithoutRepairs() : Within(made);
        var going = plan.Actions.Where(action => !action.IsHeld).ToArray();
        if (going.Length == 0)
            return null;

        begun = plan.Counts;
        Changed = $"{plan.Commit.Id} {PlanHash.Of(going)[..16]}";

        // What is kept up in the place of a commit that cannot be used has been told of before.
        return plan.Commit.Id == unusable?.Good
            ? null
            : new Bulletin(now, BulletinState.Placing, "Progressing", Key(BulletinState.Placing, [Changed])) { Commit = plan.Commit, Left = plan.Counts };
    }

    private Bulletin? End(LoopEvent.Passed passed, DateTimeOffset now)
    {
        if (unusable?.Commit.Id != passed.Attempted?.Id)
            unusable = null;
        var left = passed.Left is { } made ? Within(made) : null;
        var bulletin = Obstacle(now) ?? (left is null ? null : Of(left, now));
        failed = null;
        isMoving = false;
        return bulletin is null ? null : bulletin with
        {
            Commit = passed.Attempted ?? left?.Commit,
            Kept = left is not null && left.Commit.Id != passed.Attempted?.Id ? left.Commit.Id : null,
            Left = left?.Counts,
            Key = Key(bulletin.State, [bulletin.Key, .. left is null ? [] : Findings.Keys(left)]),
        };
    }

    /// <summary>Why the newest commit is not what was planned.</summary>
    private Bulletin? Obstacle(DateTimeOffset now)
    {
        if (failed is not null)
        {
            var reason = LoopObstacle.ReasonOf(failed);
            return new(now, BulletinState.Unreadable, reason, reason) { Obstacle = failed.Failure.Message };
        }

        return unusable is null ? null : WithFindings(
            new(now, BulletinState.NotUsed, LoopObstacle.ReasonOf(unusable), unusable.Commit.Id) { Obstacle = unusable.Message },
            Findings.Of(unusable.Diagnostics));
    }

    private Bulletin Of(Plan left, DateTimeOffset now)
    {
        var reason = Conditions.Of(left, null)[0].Reason;
        var findings = Findings.Of(left).ToArray();
        var isIdle = findings.Length == 0 && !left.IsConverged && !left.OnlyWaits && !isMoving;
        var state = State(left, findings, isIdle && wasIdle);
        if (state == BulletinState.NotConverged && findings.Length == 0)
            findings = [Findings.Stuck(left)];
        wasIdle = isIdle;
        var bulletin = new Bulletin(now, state, reason, state.IsGood() ? Changed ?? "" : state == BulletinState.ApprovalNeeded ? approve ?? "" : "")
        {
            Approve = state == BulletinState.ApprovalNeeded ? approve : null,
            Done = state.IsGood() ? begun : null,
        };
        return WithFindings(bulletin, findings);
    }

    private static BulletinState State(Plan left, Finding[] findings, bool isStuck) => left switch
    {
        { IsConverged: true } => BulletinState.Converged,
        { OnlyWaits: true } => BulletinState.Waiting,
        _ when left.Actions.Any(action => action.Hold?.Reason == HoldReason.Guard) => BulletinState.ApprovalNeeded,
        _ when findings.Length > 0 || isStuck => BulletinState.NotConverged,

        // The pass gave way to something; the next one goes on.
        _ => BulletinState.Placing,
    };

    private static Bulletin WithFindings(Bulletin bulletin, IEnumerable<Finding> findings)
    {
        var all = findings.ToArray();
        return bulletin with { Findings = [.. all.Take(Findings.Most)], MoreFindings = Math.Max(0, all.Length - Findings.Most) };
    }

    private Plan Within(PlanMade made) => scope.Of(made.Plan, made.Desired, made.Actual);

    private static string Key(BulletinState state, string[] about) =>
        $"{state.Word()} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', about))))[..16]}";
}

using System.Collections.Immutable;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Tests.Spools;
using Reconciler.Engine.TransferPackages;
using Reconciler.Engine.Upkeep;
using Reconciler.Testing;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>An estate whose planner, Despooler and fold are the real ones, and to which things happen.</summary>
internal sealed partial class HistoryRun : IDisposable
{
    private static readonly DateTimeOffset start = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    private readonly Simulation simulation;
    private readonly ModelRepository repository = new();
    private readonly InMemoryState state = new();
    private InMemoryStateLock held = new();
    private long epochOfBackup;
    private readonly Outsider outsider;
    private readonly Dictionary<(int Slot, PackageName Package), long> copied = [];
    private Exception? broken;

    internal HistoryRun(uint seed)
    {
        simulation = new(seed, start);
        Records = new(simulation);
        Network = new(simulation);
        Promises = new(Estate, Network);
        outsider = new(Estate, Network, Promises);
        Network.Changed = CheckReaders;
    }

    internal ModelEstate Estate { get; } = new();

    internal ModelNetwork Network { get; }

    internal ModelStore Store { get; } = new();

    internal TornRecords Records { get; }

    internal Promises Promises { get; }

    /// <summary>For a person who looks at a history that went wrong.</summary>
    internal List<string> Log { get; } = [];

    /// <summary>Of the last plan that a guard held.</summary>
    internal string? KeptPlan { get; private set; }

    private StateFiles Files => new(Records, state, state, state, state, state);

    private Requests Requests => new(Files, simulation);

    private Reconciliation Reconciliation => new(repository, Files, Store, Store, AllowList.Nothing, simulation);

    private Despooler Despooler => new(new(new TravellingSpool(), Network.Servers, new(Store, Store), Records, DespoolerOptions.Default, simulation));

    /// <returns>The plan that was left; null when the run did not come so far.</returns>
    internal PlanMade? Sync(Initiative initiative, Scope scope, ImmutableArray<Fault> faults)
    {
        repository.Commit(Estate.Yaml());
        var steps = new List<RunStep>();
        using var giveWay = new CancellationTokenSource();
        using var cancelled = new CancellationTokenSource();
        Network.Met = fault => (fault.Kind == FaultKind.Cancel ? cancelled : giveWay).Cancel();
        var sealedThere = SealedAndWanted();
        copied.Clear();
        Run(faults, async () =>
        {
            var query = new PlanQuery(new RevisionQuery(), scope, initiative == Initiative.Own ? Lift.Due : Lift.All);
            var request = new RunRequest(query) { Initiative = initiative, GiveWay = giveWay.Token };
            await foreach (var step in Reconciliation.RunOnceAsync(request, held, Despooler, cancelled.Token))
            {
                steps.Add(step);
                Hear(step);
            }
        });
        foreach (var cell in sealedThere)
            Assert.True(copied.GetValueOrDefault(cell) == 0, $"{cell.Package} was sealed on a{cell.Slot}, and {copied.GetValueOrDefault(cell)} bytes were copied again");
        return steps.OfType<RunStep.Finished>().SingleOrDefault()?.After;
    }

    internal void Verify(ProofKind proof, ImmutableArray<Fault> faults) => Run(faults, async () =>
    {
        var actual = Records.Load(new ServerTable(), CancellationToken.None);
        var resources = Reconciliation.Read(new RevisionQuery()).Resources!;
        var choice = VerifyChoice.Of(actual, resources, Scope.Everything, AllowList.Nothing, simulation.GetUtcNow(), Store.FindManifest);
        var request = new VerifyRequest(
            choice.Sets, resources.Servers.ToImmutableDictionary(server => server.Name), proof, resources.Policy.IgnoreExtra, actual, new(InMemoryState.Id, held, null, null));
        await foreach (var what in Despooler.VerifyAsync(request, CancellationToken.None))
            Hear(new RunStep.Doing(what));
    });

    internal void Adopt(EstateId? takeOver, ModelPackage? asIs, ImmutableArray<Fault> faults) => RunElsewhere(faults, async () =>
    {
        var made = await MadeAsync();
        var own = state.Find()?.Id ?? state.Create_NeedsLock(held, simulation.GetUtcNow()).Id;
        var request = new AdoptRequest(made.Desired, made.Actual, Scope.Everything, own, takeOver?.Value[..8], asIs is { IsDeclared: true } ? asIs.Name : null) { Suspended = made.Plan.Suspended, Renames = made.Plan.Renames };
        var adoption = new Adoption(Files, Store, Network.Servers, AllowList.Nothing, simulation);
        var surveys = await adoption.SurveyAsync(request, CancellationToken.None);
        var failures = await adoption.TakeOver_NeedsLockAsync(held, request, surveys, CancellationToken.None);
        Say($"adopts {string.Join("; ", surveys.SelectMany(survey => survey.Trees).Select(tree => $"{tree.GetType().Name} {tree.Place.PublishAs}").Concat(failures))}");
    });

    internal void Forget(ServerName server)
    {
        held.RaiseAbove(held.Epoch);
        Requests.ForgetServer_NeedsLock(held, Records.Load(new ServerTable(), CancellationToken.None), server, "a test");
        Forgot(ModelServer.SlotOf(server), Estate.Packages);
        Say($"forgets {server}");
    }

    internal void Approve()
    {
        if (KeptPlan is not null && ((ISavedPlans)state).Find(KeptPlan) is SavedPlanMatch.Found kept)
            Requests.Approve_NeedsLock(held, new(kept.Hash, kept.Plan), "somebody", null, TimeSpan.FromDays(1));
    }

    internal void Resume() => Requests.Resume_NeedsLock(held, SuspendedByHand(), "somebody");

    /// <summary>All that must hold between two things that happen.</summary>
    internal void Check()
    {
        if (broken is not null)
            throw broken;
        Promises.CheckClaims(Records);
        Promises.CheckOthers();
    }

    public void Dispose()
    {
        held.Dispose();
        repository.Dispose();
    }

    internal void Shift(TimeSpan by) => simulation.Shift(by);

    internal void Say(string what) => Log.Add($"    {what}");

    private ServerName[] SuspendedByHand()
    {
        held.RaiseAbove(held.Epoch);
        return Records.Load(new ServerTable(), CancellationToken.None).Facts.Values.Where(facts => facts.Suspension is not null).Select(facts => facts.Name).ToArray();
    }

    private void Collect(ImmutableArray<Fault> faults) => RunElsewhere(faults, async () =>
    {
        var made = await MadeAsync();
        Store.Collect(Sweeping.Needed(made.Desired, made.Actual));
        await new Sweeping(Network.Servers, AllowList.Nothing, simulation).SweepAsync(
            InMemoryState.Id, made.Desired.Resources.Servers.Where(server => !made.Plan.Suspended.ContainsKey(server.Name)), new(simulation.GetUtcNow(), [], ExtraFate.Kept), CancellationToken.None);
    });

    /// <summary>Kept, since the run takes it for a server's failure.</summary>
    private void CheckReaders(int slot)
    {
        try
        {
            Promises.CheckReaders(slot);
        }
        catch (Exception wrong)
        {
            broken ??= wrong;
            throw;
        }
    }

    private async Task<PlanMade> MadeAsync()
    {
        repository.Commit(Estate.Yaml());
        return await Reconciliation.PlanAsync(Reconciliation.Read(new RevisionQuery()), new(new RevisionQuery(), Scope.Everything, Lift.All), CancellationToken.None);
    }

    /// <summary>Cells that are to hold what lies there sealed and whole, so that nothing needs to be copied.</summary>
    private List<(int Slot, PackageName Package)> SealedAndWanted() =>
    [
        .. from cell in Estate.Wanted()
           let digest = ModelStore.ManifestOf(cell.Package.Source(cell.Content)).Digest
           let root = Network.Root(cell.Server.Slot)
           where root.Receipts.TryGetValue(cell.Package.Name, out var receipt)
               && receipt.Trees.Any(tree => tree.IsSealed && tree.IsWhole && tree.Manifest.Digest == digest && tree.Layout == cell.Server.Layout && tree.Permissions.AreInherited != cell.Server.HasPermissions)
           select (cell.Server.Slot, cell.Package.Name),
    ];

    private void Hear(RunStep step)
    {
        if (step is RunStep.PlanKept kept)
            KeptPlan = kept.Hash;
        if (step is RunStep.Invalid invalid)
            Assert.Fail($"the model's configuration is invalid: {string.Join("; ", invalid.Diagnostics)}\n{Estate.Yaml()}");
        if (step is RunStep.Doing { What: Happened.Copied bytes })
            copied[(ModelServer.SlotOf(bytes.Server), bytes.Package)] = copied.GetValueOrDefault((ModelServer.SlotOf(bytes.Server), bytes.Package)) + bytes.Bytes;
        if (step is RunStep.Doing { What: Happened.Failed failed })
            Assert.DoesNotContain("unexpected ", failed.Message);
        if (step is RunStep.Planned planned)
            Say(string.Join("; ", planned.Made.Plan.Actions.Select(action => $"{action.Kind} {action.Package} {action.From?.Version}>{action.To?.Version} on {string.Join(' ', action.Servers.ByName())} {action.Hold?.Reason} ({action.Cause})")));
        else if (step is RunStep.Doing { What: not (Happened.Copied or Happened.Begun) } doing)
            Say(doing.What is Happened.Verified verified ? $"Verified {verified.Package} on {verified.Server}: {string.Join(' ', verified.Differences.Select(difference => $"{difference.Kind} {difference.Path}"))}" : doing.What.ToString()!);
    }

    private void Run(ImmutableArray<Fault> faults, Func<Task> work)
    {
        Arm(faults);
        var kill = faults.FirstOrDefault(fault => fault.Kind == FaultKind.Kill);
        try
        {
            if (!simulation.Run(() => Ignoring(work), kill?.Step ?? int.MaxValue))
                Died();
        }
        finally
        {
            Disarm();
        }
    }

    /// <summary>For what takes other threads: a kill during an append is the only one there.</summary>
    private void RunElsewhere(ImmutableArray<Fault> faults, Func<Task> work)
    {
        Arm([.. faults.Where(fault => fault.Kind is not (FaultKind.Hangs or FaultKind.HangsAfter or FaultKind.HangsAndWakes))]);
        try
        {
            Task.Run(() => Ignoring(work)).GetAwaiter().GetResult();
        }
        catch (KilledException)
        {
            Died();
        }
        finally
        {
            Disarm();
        }
    }

    private static async Task Ignoring(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception ended) when (ended is StateWriteException or OperationCanceledException)
        {
            // The end of a run that cannot record, or that somebody cancelled.
        }
    }

    private void Arm(ImmutableArray<Fault> faults)
    {
        held.RaiseAbove(held.Epoch);
        Promises.Begin();
        Network.Arm(faults);
        var append = faults.FirstOrDefault(fault => fault.Kind is FaultKind.AppendFails or FaultKind.KillInAppend);
        Records.Fault = append is null ? null : (append.Step, append.Kind == FaultKind.KillInAppend);
    }

    private void Died()
    {
        Say("dies");
        Network.Died();
    }

    private void Disarm()
    {
        var touched = Network.Touched;
        Records.Fault = null;
        Network.Met = null;
        simulation.Revive();
        Network.Wake();
        simulation.Drain();
        Network.Arm([]);
        Touched = touched;
    }

    /// <summary>How many calls to servers the last run made.</summary>
    internal int Touched { get; private set; }
}

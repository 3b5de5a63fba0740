using Microsoft.Extensions.Time.Testing;
using Reconciler.Core.Commits;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Tests.Histories;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Tests.Reconciling;

public sealed class LoopPulseTests
{
    private static readonly TimeSpan tooLong = LoopPulse.LongestSilence + TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly LoopPulse pulse;

    public LoopPulseTests() => pulse = new(time);

    [Fact]
    public void IsAlive_AfterALongSilence_EndsAndBeginsWithABeat()
    {
        Assert.True(pulse.IsAlive);
        time.Advance(tooLong);
        Assert.False(pulse.IsAlive);
        pulse.Beat();
        Assert.True(pulse.IsAlive);
    }

    [Fact]
    public void IsAlive_WhileSomethingTakesAsLongAsItTakes_IsTrue()
    {
        using (pulse.Entrust())
        {
            time.Advance(tooLong);
            Assert.True(pulse.IsAlive);
        }

        Assert.True(pulse.IsAlive);
        time.Advance(tooLong);
        Assert.False(pulse.IsAlive);
    }

    [Fact]
    public void Feel_ServerThatShowsSignsOfLife_KeepsTheLoopAlive()
    {
        var connector = new KeepsHeartbeat();
        pulse.Feel(connector).Connect(null!, new(time));
        time.Advance(tooLong);
        connector.Heartbeat!.Beat();

        Assert.True(pulse.IsAlive);
    }

    /// <summary>Whoever listens hangs: nothing goes on, and the watchdog is to know.</summary>
    [Fact]
    public async Task Loop_WhoseListenerNeverReturns_IsNotAlive()
    {
        var told = new TaskCompletionSource();
        using var end = new CancellationTokenSource();
        var loop = Loop(_ =>
        {
            told.TrySetResult();
            return Task.Delay(Timeout.Infinite, end.Token);
        });
        var running = loop.RunAsync(end.Token);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.True(pulse.IsAlive);
        time.Advance(tooLong);
        Assert.False(pulse.IsAlive);

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Loop_ThatRests_IsAlive()
    {
        var passed = new TaskCompletionSource();
        using var end = new CancellationTokenSource();
        var loop = Loop(what =>
        {
            if (what is LoopEvent.Passed)
                passed.TrySetResult();
            return Task.CompletedTask;
        });
        var running = loop.RunAsync(end.Token);
        await passed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        for (var step = 0; step < 50; step++)
        {
            time.Advance(LoopPulse.LongestSilence / 20);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.True(pulse.IsAlive);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void Loop_WhoseClockIsPutBackByYears_LooksAgainAllTheSame()
    {
        var simulation = new Simulation(1, new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero));
        var passes = 0;
        using var end = new CancellationTokenSource();
        var loop = Loop(
            what =>
            {
                if (what is LoopEvent.Passed && ++passes == 1)
                    simulation.Shift(TimeSpan.FromDays(-1000));
                return passes == 3 ? end.CancelAsync() : Task.CompletedTask;
            },
            simulation);

        Assert.True(simulation.Run(() => UntilCancelledAsync(loop.RunAsync(end.Token)), killAfter: 50_000), "it waits for the time that its clock showed before");
    }

    private static async Task UntilCancelledAsync(Task running) => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

    /// <summary>Of a repository that cannot be read, which is as far as it comes.</summary>
    private ReconcileLoop Loop(Func<LoopEvent, Task> tell, TimeProvider? clock = null) => new(
        new LoopParts
        {
            Repository = new Unreadable(),
            Reconciliation = null!,
            State = new(null!, null!, new NoCommits(), null!, null!, null!),
            Despooler = null!,
            FindManifest = null!,
            Allowed = null!,
            Held = null!,
            Door = new NobodyAsks(),
            Pulse = pulse,
            Query = new(new(null, null, Worktree: false), Scope.Everything, Lift.Due),
        },
        LoopTiming.Usual,
        clock ?? time,
        tell);

    private sealed class KeepsHeartbeat : IServerConnector
    {
        internal Heartbeat? Heartbeat { get; private set; }

        public IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat)
        {
            Heartbeat = heartbeat;
            return null!;
        }
    }

    private sealed class NobodyAsks : IRequestDoor
    {
        public bool IsAnyoneWaiting => false;

        public Task ServeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NoCommits : ICommitRecords
    {
        public CommitRecord? LastBegun => null;

        public CommitRecord? LastConverged => null;

        public IReadOnlyList<CommitRecord> All => [];

        public void Begin_NeedsLock(IStateLock held, CommitRecord begun) => throw new NotSupportedException();

        public void Wait_NeedsLock(IStateLock held, string commit, string plan, DateTimeOffset at) => throw new NotSupportedException();

        public void Converge_NeedsLock(IStateLock held, string commit, string plan, DateTimeOffset at) => throw new NotSupportedException();
    }

    private sealed class Unreadable : IConfigurationRepository
    {
        public string Name => "nowhere";

        public Task RefreshAsync(CancellationToken cancellationToken) => Task.FromException(new RepositoryException(Name, "the remote is mute"));

        public IRepositorySnapshot At(string? revision) => throw new RepositoryException(Name, "the remote is mute");

        public IRepositorySnapshot Worktree() => throw new NotSupportedException();

        public CommitChanges ChangesBetween(string? from, CommitInfo to) => throw new NotSupportedException();

        public FutureCommit Merge(CommitInfo into, CommitInfo change) => throw new NotSupportedException();

        public FutureCommit Revert(CommitInfo onto, CommitInfo commit) => throw new NotSupportedException();

        public IReadOnlyList<string> ParentsOf(CommitInfo commit) => throw new NotSupportedException();

        public bool? IsAncestor(string ancestor, string descendant) => null;

        public void Dispose()
        {
        }
    }
}

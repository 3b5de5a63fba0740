using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>The small files of a state directory, in memory.</summary>
internal sealed class InMemoryState : IEstateFile, ICommitRecords, IApprovals, ISavedPlans, ISourceResolutions
{
    internal static readonly EstateId Id = new("0123456789abcdef0123456789abcdef");

    private readonly List<CommitRecord> commits = [];
    private readonly List<Approval> approvals = [];
    private readonly Dictionary<string, byte[]> plans = [];
    private readonly Dictionary<string, RecordedSource> sources = [];
    private Estate? estate;

    public CommitRecord? LastBegun => commits.LastOrDefault(commit => commit.IsUnscoped);

    public CommitRecord? LastConverged => commits.LastOrDefault(commit => commit is { IsUnscoped: true, Converged: not null });

    IReadOnlyList<CommitRecord> ICommitRecords.All => commits;

    IReadOnlyList<Approval> IApprovals.All => approvals;

    public Estate? Find() => estate;

    public Estate Create_NeedsLock(IStateLock held, DateTimeOffset now) => estate = new(Id, now);

    public void Begin_NeedsLock(IStateLock held, CommitRecord begun) => commits.Add(begun);

    public void Converge_NeedsLock(IStateLock held, string commit, string plan, DateTimeOffset at) => Change(commit, plan, record => record with { Converged = at });

    public void Wait_NeedsLock(IStateLock held, string commit, string plan, DateTimeOffset at) => Change(commit, plan, record => record with { Waiting = at });

    public void Add_NeedsLock(IStateLock held, Approval approval) => approvals.Add(approval);

    public void Save_NeedsLock(IStateLock held, string hash, ReadOnlyMemory<byte> plan) => plans[hash] = plan.ToArray();

    public SavedPlanMatch Find(string prefix) => plans.TryGetValue(prefix, out var plan) ? new SavedPlanMatch.Found(prefix, plan) : new SavedPlanMatch.Missing();

    RecordedSource? ISourceResolutions.Find(string key) => sources.GetValueOrDefault(key);

    public string? FindCommit(Digest digest) => null;

    public void Add_NeedsLock(IStateLock held, IReadOnlyList<RecordedSource> resolutions)
    {
        foreach (var resolution in resolutions)
            sources[resolution.Key] = resolution;
    }

    private void Change(string commit, string plan, Func<CommitRecord, CommitRecord> change)
    {
        var index = commits.FindLastIndex(record => record.Commit == commit && record.Plan == plan);
        if (index >= 0)
            commits[index] = change(commits[index]);
    }
}

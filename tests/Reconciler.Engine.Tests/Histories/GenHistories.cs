using System.Collections.Immutable;
using CsCheck;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>Histories of an estate of three servers and three packages. Each has a seed of its own, which decides in which order things go on.</summary>
internal static class GenHistories
{
    private static readonly OpKind[] kinds =
    [
        OpKind.Change, OpKind.Change, OpKind.Change, OpKind.Change, OpKind.Sync, OpKind.Sync, OpKind.Sync, OpKind.Sync, OpKind.Pass, OpKind.Pass, OpKind.SyncPart,
        OpKind.Verify, OpKind.Outsider, OpKind.Outsider, OpKind.Adopt, OpKind.Forget, OpKind.Collect, OpKind.Refresh, OpKind.Suspend, OpKind.Approve, OpKind.Time,
        OpKind.Time, OpKind.Store, OpKind.Backup,
    ];

    private static readonly Gen<Fault> ofServers = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 24], Gen.Int[0, 5])
        .Select(fault => new Fault((FaultKind)fault.Item1, fault.Item2, fault.Item3, fault.Item4));

    private static readonly Gen<Fault> ofProcess = Gen.Select(Gen.Int[(int)FaultKind.Kill, (int)FaultKind.Cancel], Gen.Int[0, 300])
        .Select(fault => new Fault((FaultKind)fault.Item1, 0, (FaultKind)fault.Item1 is FaultKind.KillInAppend or FaultKind.AppendFails ? fault.Item2 % 12 : fault.Item2, 0));

    private static readonly Gen<ImmutableArray<Fault>> faults = Gen.OneOf(
        Gen.Const(ImmutableArray<Fault>.Empty),
        ofProcess.Select(ImmutableArray.Create),
        ofServers.Select(ImmutableArray.Create),
        ofServers.Array[2].Select(ImmutableArray.Create),
        Gen.Select(ofServers, ofProcess).Select(pair => ImmutableArray.Create(pair.Item1, pair.Item2)));

    private static readonly Gen<Op> ops = Gen.Select(
        Gen.Int[0, kinds.Length - 1], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000], faults, (kind, a, b, c, faults) => new Op(kinds[kind], a, b, c, faults));

    internal static Gen<(uint Seed, List<Op> Ops)> All { get; } = Gen.Select(Gen.UInt, ops.List[3, 24]);
}

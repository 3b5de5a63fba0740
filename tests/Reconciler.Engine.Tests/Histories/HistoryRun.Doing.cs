using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Engine.Tests.Histories;

/// <content>What each thing that happens is.</content>
internal sealed partial class HistoryRun
{
    private static readonly TimeSpan[] times =
    [
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(90), TimeSpan.FromHours(3), TimeSpan.FromDays(2), TimeSpan.FromDays(9), TimeSpan.FromHours(-1),
        TimeSpan.FromDays(1000), TimeSpan.FromDays(-1000),
    ];

    internal void Do(Op op)
    {
        Log.Add($"{op.Kind} {string.Join(", ", op.Faults)}");
        switch (op.Kind)
        {
            case OpKind.Change:
                Say(Estate.Change(op.A, op.B, op.C));
                break;
            case OpKind.Sync:
                Sync(Initiative.Asked, Scope.Everything, op.Faults);
                break;
            case OpKind.SyncPart:
                Sync(Initiative.Asked, Part(op), op.Faults);
                break;
            case OpKind.Pass:
                Sync(Initiative.Own, Scope.Everything, op.Faults);
                break;
            case OpKind.Verify:
                Verify(op.A % 2 == 0 ? ProofKind.Read : ProofKind.Stat, op.Faults);
                break;
            case OpKind.Outsider:
                Say(outsider.Act(op.A, op.B, op.C));
                break;
            case OpKind.Adopt:
                Adopt(op.A % 3 == 0 ? null : Outsider.OtherEstate, op.B % 3 == 0 ? Estate.Packages[op.C % 3] : null, op.Faults);
                break;
            case OpKind.Collect:
                Collect(op.Faults);
                break;
            case OpKind.Store:
                Spoil(op);
                break;
            case OpKind.Backup:
                BackUpOrRestore(op.A);
                break;
            case OpKind.Time:
                simulation.Shift(times[op.A % times.Length]);
                Say($"{times[op.A % times.Length]}");
                break;
            default:
                Ask(op);
                break;
        }

        Check();
    }

    private void Ask(Op op)
    {
        held.RaiseAbove(held.Epoch);
        var actual = Records.Load(new ServerTable(), CancellationToken.None);
        var package = Estate.Packages[op.A % 3];
        var server = Estate.Servers[op.B % 3];
        if (op.Kind == OpKind.Approve)
            Approve();
        else if (op.Kind == OpKind.Suspend && server.IsDeclared)
            Requests.Suspend_NeedsLock(held, [server.Name], "somebody", "a test", op.C % 2 == 0 ? null : simulation.GetUtcNow() + TimeSpan.FromHours(1));
        else if (op.Kind == OpKind.Refresh && actual.Packages.TryGetValue(package.Name, out var record))
            Requests.Refresh_NeedsLock(held, package.Name, record.Held, null);
        else if (op.Kind == OpKind.Forget && actual.Facts.ContainsKey(server.Name) && op.C % 2 == 0)
            Requests.ForgetServer_NeedsLock(held, actual, server.Name, "a test");
        else if (op.Kind == OpKind.Forget && Requests.PackagesOn(actual, server.Name).Contains(package.Name))
            Requests.Forget_NeedsLock(held, actual, server.Name, [package.Name], "a test");
        else
            return;
        if (op.Kind == OpKind.Forget)
            Forgot(server.Slot, op.C % 2 == 0 ? Estate.Packages : [package]);
        Say($"{op.Kind} {package.Name} {server.Name}");
    }

    private void Spoil(Op op)
    {
        var source = Estate.Packages[op.B % 3].Source(op.C % 3);
        if (op.A % 2 == 0)
            Store.Damage(source);
        else if (!Store.Unreadable.Remove(source))
            Store.Unreadable.Add(source);
        Say($"{source} {(op.A % 2 == 0 ? "goes bad in the store" : Store.Unreadable.Contains(source) ? "cannot be read" : "can be read again")}");
    }

    private void BackUpOrRestore(int what)
    {
        if (what % 2 == 0)
        {
            Records.BackUp();
            epochOfBackup = held.Epoch;
        }
        else if (Records.Restore())
        {
            held = new();
            held.RaiseAbove(epochOfBackup);
            foreach (var server in Estate.Servers)
            {
                Promises.Tampered(server.Slot);
                Forgot(server.Slot, Estate.Packages);
            }

            Say("is restored");
        }
    }

    private void Forgot(int slot, IEnumerable<ModelPackage> packages) => Promises.Forgotten.UnionWith(packages.Select(package => (slot, package.Name)));

    private static Scope Part(Op op) => op.A % 2 == 0
        ? Scope.Everything with { Packages = [$"p{op.B % 3}"] }
        : Scope.Everything with { Servers = [$"s{op.B % 3}*"] };
}

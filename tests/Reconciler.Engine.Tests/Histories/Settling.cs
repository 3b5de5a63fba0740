using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>
/// The end of a history: nothing goes wrong any more. What is left waits for a reason that somebody can do something about, and once they have
/// done what it says, every server holds what Git says, and nobody goes there any more.
/// </summary>
internal sealed class Settling(HistoryRun run)
{
    private const int RunsWithoutHelp = 3;

    private const int RunsAtMost = 12;

    private int withoutHelp;

    internal void Settle()
    {
        run.Log.Add("Settle");
        run.Store.Unreadable.Clear();
        run.Resume();
        foreach (var server in run.Estate.Servers)
            server.IsSuspended = false;

        Converge();
        run.Verify(ProofKind.Read, []);
        HelpServers();
        run.Verify(ProofKind.Read, []);
        Converge();
        run.Shift(TimeSpan.FromDays(3));
        Converge();
        CheckServers();
        run.Records.CheckFolds();
    }

    private void Converge()
    {
        withoutHelp = 0;
        for (var runs = 0; runs < RunsAtMost; runs++)
        {
            var left = run.Sync(Initiative.Asked, Scope.Everything, []);
            run.Check();
            Assert.NotNull(left);
            if (left.Plan.IsConverged && run.Touched == 0)
                return;

            if (left.Plan.IsConverged)
                HelpServers();
            if (left.Plan.IsConverged || !Help(left.Plan))
                Assert.True(++withoutHelp <= RunsWithoutHelp, $"not converged: {Text(left.Plan)}");
        }

        Assert.Fail("never converged");
    }

    /// <summary>A server that cannot be used holds no plan up while nothing is to be done there.</summary>
    private void HelpServers()
    {
        foreach (var facts in run.Records.Load(new ServerTable(), CancellationToken.None).Facts.Values.Where(facts => facts.Trouble is not null).ToArray())
        {
            var root = run.Network.Root(ModelServer.SlotOf(facts.Name));
            if (root.Claim is null)
                run.Forget(facts.Name);
            else if (root.Claim.Estate == Outsider.OtherEstate)
                run.Adopt(Outsider.OtherEstate, null, []);
        }
    }

    private static string Text(Plan plan) =>
        string.Join("; ", plan.Actions.Select(action => $"{action.Kind} {action.Package} on {string.Join(' ', action.Servers.ByName())} {action.Hold}"));

    /// <summary>Does what the holds ask for.</summary>
    private bool Help(Plan plan)
    {
        var helped = false;
        foreach (var action in plan.Actions.Where(action => action.IsHeld))
        {
            foreach (var server in action.Servers.ByName())
                helped |= Help(action, server);
        }

        return helped;
    }

    private bool Help(PlanAction action, ServerName server)
    {
        var slot = ModelServer.SlotOf(server);
        var root = run.Network.Root(slot);
        switch (action.Hold!.Reason)
        {
            case HoldReason.Guard:
                run.Approve();
                return true;
            case HoldReason.Foreign when root.Claim?.Estate == Outsider.OtherEstate:
                run.Adopt(Outsider.OtherEstate, null, []);
                return true;
            case HoldReason.Foreign when root.Claim is { } claim && claim.Estate != Outsider.OtherEstate && claim.Server != server:
                run.Adopt(null, null, []);
                return true;
            case HoldReason.NotMounted when root.Claim is null:
                run.Forget(server);
                return true;
            case HoldReason.BackOff when action.Hold.Detail?.StartsWith("superseded", StringComparison.Ordinal) == true:
                run.Adopt(null, null, []);
                return true;
            case HoldReason.Conflict:
                var path = run.Estate.Packages.Single(package => package.Name == action.Package).Path;
                if (!root.Visible.TryGetValue(path, out var there) || root.Receipts.Values.Any(receipt => receipt.Trees.Contains(there)))
                    return false; // Of before: nothing of others is in its way any more, and the next sync tries it.

                root.Visible.Remove(path);
                run.Promises.Cleared(slot, path);
                run.Promises.Tampered(slot);
                run.Say($"{path} is moved away on a{slot}");
                return true;
            default:
                return false;
        }
    }

    private void CheckServers()
    {
        foreach (var server in run.Estate.Servers.Where(server => server.IsDeclared))
        {
            var root = run.Network.Root(server.Slot);
            var wanted = run.Estate.Wanted().Where(cell => cell.Server == server).ToDictionary(cell => cell.Package.Path);
            foreach (var (path, cell) in wanted)
            {
                Assert.True(root.Visible.TryGetValue(path, out var tree), $"{cell.Package.Name} is not on {server.Name}");
                Assert.Equal(ModelStore.ManifestOf(cell.Package.Source(cell.Content)).Digest, tree.Manifest.Digest);
                Assert.Empty(tree.DifferencesTo(tree.Manifest, []));
            }

            var ours = from receipt in root.Receipts
                       where !run.Promises.Forgotten.Contains((server.Slot, receipt.Key))
                       from shown in root.Visible
                       where receipt.Value.Trees.Contains(shown.Value)
                       select shown.Key;
            Assert.Empty(ours.Except(wanted.Keys));
        }
    }
}

using System.Globalization;
using CsCheck;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Reconciling;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>
/// Random histories: commits, syncs, faults, kills, outsiders, time. After each step a simple model is asked what must hold, and at the end
/// whether everything is where it should be. Usually the same histories; <c>RECONCILER_HISTORIES=5000</c> tries so many new ones, and a failure prints the
/// seed that repeats it.
/// </summary>
public sealed class HistoryTests
{
    private const int Usually = 200;

    [Fact]
    public void Estate_WhateverHappensToIt_KeepsItsPromisesAndConverges()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("RECONCILER_HISTORIES"), CultureInfo.InvariantCulture, out var count))
        {
            GenHistories.All.Sample(history => Live(history.Seed, history.Ops), iter: count, threads: 2, print: history => $"{history.Seed}: {history.Ops.Count} things happened");
            return;
        }

        for (var number = 0u; number < Usually; number++)
        {
            var (seed, ops) = GenHistories.All.Generate(new PCG(1, number), null, out _);
            Live(seed, ops);
        }
    }

    [Fact]
    public void Approval_OfAPlanThatLeavesTooFewHolders_LetsItGo()
    {
        using var run = new HistoryRun(1);
        run.Sync(Initiative.Asked, Scope.Everything, []);
        run.Estate.Packages[0].MinHolders = 2;
        run.Estate.Packages[0].IsForGroup = true;
        run.Estate.Servers[2].IsInGroup = false;
        Assert.Contains(run.Sync(Initiative.Asked, Scope.Everything, [])!.Plan.Actions, action => action.Hold?.Reason == HoldReason.Guard);

        run.Approve();

        Assert.True(run.Sync(Initiative.Asked, Scope.Everything, [])!.Plan.IsConverged);
    }

    [Fact]
    public void Verify_OfAServerThatWasRenamed_KnowsItByItsClaim()
    {
        using var run = new HistoryRun(1);
        run.Sync(Initiative.Asked, Scope.Everything, []);
        run.Estate.Servers[1].Renames++;
        run.Sync(Initiative.Asked, Scope.Everything, []);

        run.Verify(ProofKind.Read, []);

        var facts = run.Records.Load(new ServerTable(), CancellationToken.None).Facts[run.Estate.Servers[1].Name];
        Assert.Null(facts.Trouble);
        Assert.Empty(facts.FormerNames);
    }

    [Fact]
    public void Adopt_OfAServerOfAnotherEstateThatHoldsNothing_MakesItOurs()
    {
        using var run = new HistoryRun(1);
        run.Sync(Initiative.Asked, Scope.Everything, []);
        var root = run.Network.Root(2);
        root.Visible.Clear();
        root.Receipts.Clear();
        root.Claim = root.Claim! with { Estate = Outsider.OtherEstate };
        run.Forget(run.Estate.Servers[2].Name);

        run.Adopt(Outsider.OtherEstate, null, []);

        Assert.True(run.Sync(Initiative.Asked, Scope.Everything, [])!.Plan.IsConverged);
        Assert.Equal(["p0", "p1"], root.Visible.Keys.Order());
    }

    [Fact]
    public void Tree_ThatWasReplacedByACopyThatFailedAtItsEnd_IsDeletedWhenItsTimeHasCome()
    {
        using var run = new HistoryRun(1);
        run.Sync(Initiative.Asked, Scope.Everything, []);
        run.Estate.Packages[0].Content = 1;
        run.Estate.Servers[0].Retain = 0;
        const int publication = 4;
        run.Sync(Initiative.Asked, Scope.Everything, [new(FaultKind.FailsAfter, 0, publication, Trouble: 3)]);
        var receipt = run.Network.Root(0).Receipts[run.Estate.Packages[0].Name];
        Assert.Equal(2, receipt.Trees.Count);

        Assert.True(run.Sync(Initiative.Asked, Scope.Everything, [])!.Plan.IsConverged);
        run.Shift(TimeSpan.FromDays(3));
        run.Sync(Initiative.Asked, Scope.Everything, []);

        Assert.Equal(receipt.Trees, run.Network.Root(0).Visible.Values.Where(receipt.Trees.Contains));
        Assert.Single(receipt.Trees);
    }

    [Fact]
    public void Server_ClaimedJustBeforeAKillAndThenRenamed_IsTakenOverByAdopt()
    {
        using var run = new HistoryRun(1);
        run.Network.Root(1).Claim = new(InMemoryState.Id, run.Estate.Servers[1].Name, default);
        run.Estate.Servers[1].Renames++;
        Assert.Contains(run.Sync(Initiative.Asked, Scope.Everything, [])!.Plan.Actions, action => action.Hold?.Reason == HoldReason.Foreign);

        run.Adopt(null, null, []);

        Assert.Equal(run.Estate.Servers[1].Name, run.Network.Root(1).Claim!.Server);
        Assert.True(run.Sync(Initiative.Asked, Scope.Everything, [])!.Plan.IsConverged);
    }

    [Fact]
    public void Move_ThatFailedAtItsEndAndIsTakenBack_IsTakenBackOnTheServerToo()
    {
        using var run = new HistoryRun(1);
        run.Sync(Initiative.Asked, Scope.Everything, []);
        run.Estate.Packages[0].PublishAs = "Apps/A";
        const int publication = 5;
        run.Sync(Initiative.Asked, Scope.Everything, [new(FaultKind.FailsAfter, 0, publication, Trouble: 3)]);
        Assert.Contains("Apps/A", run.Network.Root(0).Visible.Keys);
        run.Check();

        run.Estate.Packages[0].PublishAs = null;
        Assert.True(run.Sync(Initiative.Asked, Scope.Everything, [])!.Plan.IsConverged);

        Assert.Equal(["p0", "p1"], run.Network.Root(0).Visible.Keys.Order());
    }

    [Fact]
    public void Move_ToAPathWhereSomebodyPutTheSame_LeavesTheFormerPath()
    {
        using var run = new HistoryRun(1);
        run.Sync(Initiative.Asked, Scope.Everything, []);
        var root = run.Network.Root(0);
        var theirs = new InMemoryTree { Id = "theirs", Manifest = root.Visible["p0"].Manifest, Version = "theirs" };
        foreach (var (file, bytes) in root.Visible["p0"].Entries)
            theirs.Entries[file] = bytes;
        root.Visible["Apps/A"] = theirs;
        run.Estate.Packages[0].PublishAs = "Apps/A";

        Assert.True(run.Sync(Initiative.Asked, Scope.Everything, [])!.Plan.IsConverged);

        Assert.Equal(["Apps/A", "p1"], root.Visible.Keys.Order());
    }

    [Fact]
    public void Adopt_OfAServerWhoseNewNameIsNotRecordedYet_LeavesItToTheSync()
    {
        using var run = new HistoryRun(1);
        run.Sync(Initiative.Asked, Scope.Everything, []);
        var root = run.Network.Root(1);
        root.Claim = root.Claim! with { Estate = Outsider.OtherEstate };
        run.Estate.Servers[1].Renames++;

        run.Adopt(Outsider.OtherEstate, null, []);
        Assert.Equal(Outsider.OtherEstate, root.Claim.Estate);
        run.Sync(Initiative.Asked, Scope.Everything, []);
        run.Adopt(Outsider.OtherEstate, null, []);

        Assert.Equal((InMemoryState.Id, run.Estate.Servers[1].Name), (root.Claim.Estate, root.Claim.Server));
        Assert.True(run.Sync(Initiative.Asked, Scope.Everything, [])!.Plan.IsConverged);
        run.Check();
    }

    private static void Live(uint seed, IEnumerable<Op> ops)
    {
        using var run = new HistoryRun(seed);
        try
        {
            foreach (var op in ops)
                run.Do(op);
            new Settling(run).Settle();
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException($"{wrong.Message}\n{string.Join('\n', run.Log)}", wrong);
        }
    }
}

using CsCheck;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.TransferPackages;

public class TransferPackageFoldTests
{
    private static readonly ServerTable table = new();
    private static readonly ServerName dp1 = new("dp-1");
    private static readonly ServerName dp2 = new("dp-2");
    private static readonly Digest oldOne = Digest.Of("old"u8);
    private static readonly Digest newOne = Digest.Of("new"u8);

    [Fact]
    public void Apply_AnyHistory_AgreesWithEachCellOnItsOwn() =>
        GenRecords.History(table).Sample(history =>
        {
            var package = new TransferPackage(new("viewer"), table);
            var cells = GenRecords.Servers.ToDictionary(server => server, _ => new CellModel());
            var generation = 0;
            foreach (var record in history)
            {
                package = package.Apply(record);
                foreach (var happened in record.Events)
                {
                    if (happened is TransferPackageEvent.Targeted targeted)
                        generation = targeted.Generation;
                    foreach (var server in happened.Servers)
                        cells[server].Apply(happened, record, generation, GenRecords.Version);
                }
            }

            foreach (var (server, cell) in cells)
                Assert.Equal(cell.ToString(), CellModel.Of(package, server).ToString());
        });

    [Fact]
    public void Apply_RenamedAfterAnyHistory_SaysOfTheNewNameWhatItSaidOfTheOld() =>
        GenRecords.History(table).Sample(history =>
        {
            var package = history.Aggregate(new TransferPackage(new("viewer"), table), (p, record) => p.Apply(record));
            var renamed = new ServerName("dp-2-new");

            var after = package.Apply(new TransferPackageRecord(99, GenRecords.Epoch, null, null, null, [new TransferPackageEvent.Renamed(dp2, table.SetOf(renamed))]));

            var expected = package with { Left = package.Left - table.SetOf(dp2) };
            Assert.Equal(CellModel.Of(expected, dp2).ToString(), CellModel.Of(after, renamed).ToString());
            Assert.Equal(new CellModel().ToString(), CellModel.Of(after, dp2).ToString());
            Assert.Equal(CellModel.Of(package, dp1).ToString(), CellModel.Of(after, dp1).ToString());
            Assert.Equal(package.Targets?.Servers.Contains(dp2), after.Targets?.Servers.Contains(renamed));
        });

    [Fact]
    public void Apply_AnyHistory_KeepsGroupsMergedAndFull() =>
        GenRecords.History(table).Sample(history =>
        {
            var package = history.Aggregate(new TransferPackage(new("viewer"), table), (p, record) => p.Apply(record));

            AssertCanonical(package.Holdings);
            AssertCanonical(package.Proofs);
            AssertCanonical(package.Unsure);
            AssertCanonical(package.Troubles);
            AssertCanonical(package.OutOfSight);
            AssertCanonical(package.RefreshAsked);
            Assert.True(package.Proofs.All(proof => proof.Servers.IsSubsetOf(package.Held)));
        });

    [Fact]
    public void Apply_FailedUpdateThatSawTheOldDigest_KeepsVersionCommitAndProof()
    {
        var package = Folded(
            new TransferPackageEvent.Placed(oldOne, "3.1", 10, 10, ProofKind.Read, table.SetOf(dp1)),
            new TransferPackageEvent.Begun(oldOne, newOne, null, table.SetOf(dp1)),
            new TransferPackageEvent.Failed(newOne, HeldObservation.Of(oldOne), TroubleKind.NoSpace, "", 1, null, table.SetOf(dp1)));

        Assert.Equal(new Holding(oldOne, "3.1", "c1", 0, table.SetOf(dp1)), package.HoldingOf(dp1));
        Assert.Equal(ProofKind.Read, package.ProofOf(dp1)?.Kind);
        Assert.Null(package.UnsureOf(dp1));
        Assert.Equal(TroubleKind.NoSpace, package.TroubleOf(dp1)?.Kind);
    }

    [Fact]
    public void Apply_FailedUpdateThatCouldNotLook_StaysUnsure()
    {
        var package = Folded(
            new TransferPackageEvent.Placed(oldOne, "3.1", 10, 10, ProofKind.Written, table.SetOf(dp1)),
            new TransferPackageEvent.Begun(oldOne, newOne, null, table.SetOf(dp1)),
            new TransferPackageEvent.Failed(newOne, HeldObservation.Unknown, TroubleKind.Unreachable, "", 1, null, table.SetOf(dp1)));

        Assert.NotNull(package.UnsureOf(dp1));
        Assert.Equal(oldOne, package.HoldingOf(dp1)?.Digest);
    }

    [Fact]
    public void Apply_ObservedWhereDriftIsRecorded_KeepsTheDrift()
    {
        var package = Folded(
            new TransferPackageEvent.Placed(oldOne, "3.1", 10, 10, ProofKind.Written, table.SetOf(dp1)),
            new TransferPackageEvent.Drifted(oldOne, ProofKind.Read, 1, "a.txt", table.SetOf(dp1)),
            new TransferPackageEvent.Begun(oldOne, oldOne, null, table.SetOf(dp1)),
            new TransferPackageEvent.Observed(oldOne, "3.1", table.SetOf(dp1)));

        Assert.True(package.Drifted.Contains(dp1));
        Assert.Null(package.UnsureOf(dp1));
    }

    [Fact]
    public void Apply_Forgotten_LeavesTheTargetsAlone()
    {
        var package = Folded(
            new TransferPackageEvent.Targeted(1, table.SetOf(dp1, dp2)),
            new TransferPackageEvent.Forgotten("new disk", table.SetOf(dp1)));

        Assert.True(package.Targets!.Servers.Contains(dp1));
    }

    [Fact]
    public void Apply_OlderOrderAfterNewer_KeepsTheHighest()
    {
        var package = new TransferPackage(new("viewer"), table)
            .Apply(new TransferPackageRecord(1, GenRecords.Epoch, new OrderNumber(4, 18), null, null, []))
            .Apply(new TransferPackageRecord(2, GenRecords.Epoch, new OrderNumber(3, 99), null, null, []));

        Assert.Equal(new OrderNumber(4, 18), package.LastOrder);
    }

    private static TransferPackage Folded(params TransferPackageEvent[] events) => events
        .Select((happened, i) => new TransferPackageRecord(i + 1, GenRecords.Epoch.AddSeconds(i), null, null, "c1", [happened]))
        .Aggregate(new TransferPackage(new("viewer"), table), (package, record) => package.Apply(record));

    private static void AssertCanonical<TGroup>(IReadOnlyCollection<TGroup> register)
        where TGroup : class, IRegisterGroup<TGroup>
    {
        Assert.DoesNotContain(register, group => group.Servers.IsEmpty);
        Assert.Equal(register.Count, register.Select(group => group.On(table.Empty)).Distinct().Count());
    }
}

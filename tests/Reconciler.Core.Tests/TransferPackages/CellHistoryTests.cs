using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.TransferPackages;

public class CellHistoryTests
{
    private static readonly Digest digest = Digest.Of("viewer"u8);

    private readonly ServerTable table = new();

    [Fact]
    public void HeldSince_PlacedTwice_IsTheSecond() => Assert.Equal(3, HeldSince(Placed("dp-1"), Placed("dp-2"), Placed("dp-1"), Placed("dp-2")));

    [Fact]
    public void HeldSince_VerifiedAfterwards_IsThePlacing() => Assert.Equal(1, HeldSince(Placed("dp-1"), new TransferPackageEvent.Verified(digest, ProofKind.Read, Set("dp-1"))));

    [Fact]
    public void HeldSince_SeenAgain_IsThePlacing() => Assert.Equal(1, HeldSince(Placed("dp-1"), new TransferPackageEvent.Observed(digest, "3.1", Set("dp-1"))));

    [Fact]
    public void HeldSince_Removed_IsNothing() => Assert.Null(HeldSince(Placed("dp-1"), new TransferPackageEvent.Removed(digest, Set("dp-1"))));

    [Fact]
    public void HeldSince_OnlySeen_IsTheLook() => Assert.Equal(2, HeldSince(Placed("dp-2"), new TransferPackageEvent.Observed(digest, "3.1", Set("dp-1"))));

    [Fact]
    public void HeldSince_AnotherDigestSeenSince_IsTheLook() => Assert.Equal(2, HeldSince(Placed("dp-1") with { Digest = Digest.Of("older"u8) }, new TransferPackageEvent.Observed(digest, "3.1", Set("dp-1"))));

    [Fact]
    public void HeldSince_ServerRenamed_IsThePlacingUnderTheOldName() => Assert.Equal(1, HeldSince(Placed("dp-0"), new TransferPackageEvent.Renamed(new("dp-0"), Set("dp-1"))));

    [Fact]
    public void Of_ServerRenamed_TellsWhatHappenedUnderBothNamesAndNothingOfTheOthers()
    {
        TransferPackageEvent[] events =
        [
            Placed("dp-1"),
            new TransferPackageEvent.Placed(digest, "3.1", 1, 1, ProofKind.Written, table.SetOf(new("dp-0"), new("dp-2"))),
            new TransferPackageEvent.Targeted(1, Set("dp-0")),
            new TransferPackageEvent.Lost(Set("dp-1")),
            new TransferPackageEvent.Renamed(new("dp-0"), Set("dp-1")),
            Placed("dp-0"),
            new TransferPackageEvent.Drifted(digest, ProofKind.Read, 1, null, Set("dp-1")),
        ];

        var of = CellHistory.Of(Enumerable.Range(0, events.Length), number => events[number], new("dp-1"));

        Assert.Equal([(1, "dp-0"), (4, "dp-1"), (6, "dp-1")], of.Select(part => (part.Entry, part.Happened.Servers.ToString())));
    }

    private long? HeldSince(params TransferPackageEvent[] events) =>
        CellHistory.HeldSince(events.Select((happened, index) => new TransferPackageRecord(index + 1, default, null, null, null, [happened])), new("dp-1"), digest)?.Seq;

    private TransferPackageEvent.Placed Placed(string server) => new(digest, "3.1", 1, 1, ProofKind.Written, Set(server));

    private ServerSet Set(string server) => table.SetOf(new ServerName(server));
}

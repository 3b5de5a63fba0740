using CsCheck;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.TransferPackages;

public class EarlierTransferPackageTests
{
    private static readonly ServerTable table = new();
    private static readonly PackageName viewer = new("viewer");

    [Fact]
    public void At_EveryMomentOfAnyHistory_IsWhatItWasThen() =>
        GenRecords.History(table).Sample(history =>
        {
            TransferPackage? then = null;
            foreach (var (i, record) in history.Index())
            {
                then = (then ?? new(viewer, table)).Apply(record);
                if (i + 1 < history.Length && history[i + 1].At == record.At)
                    continue;

                var end = i + 1 < history.Length ? history[i + 1].At.AddSeconds(-1) : record.At.AddDays(1);
                for (var at = record.At; at <= end && at <= record.At.AddSeconds(3); at = at.AddSeconds(1))
                    Assert.Equal(Text(then), Text(EarlierTransferPackage.At(viewer, table, history, at)!));
            }

            Assert.Null(EarlierTransferPackage.At(viewer, table, history, history[0].At.AddSeconds(-1)));
            Assert.Null(EarlierTransferPackage.FirstMissing(history));
        });

    [Fact]
    public void At_ClockThatWasAheadForOneLine_CountsWhatStandsBeforeALaterLine()
    {
        TransferPackageRecord[] records = [Placed(1, minutes: 0, "dp-1"), Placed(2, minutes: 999, "dp-2"), Placed(3, minutes: 10, "dp-3")];

        Assert.Equal("dp-1", Held(records, minutes: 5));
        Assert.Equal("dp-1, dp-2, dp-3", Held(records, minutes: 10));
    }

    [Theory]
    [InlineData(null, 1, 2, 3)]
    [InlineData(1L, 2, 3)]
    [InlineData(2L, 1, 3)]
    [InlineData(null)]
    public void FirstMissing_OfLines_IsTheFirstThatIsNotThere(long? expected, params int[] lines) =>
        Assert.Equal(expected, EarlierTransferPackage.FirstMissing([.. lines.Select(line => Placed(line, line, "dp-1"))]));

    private static string Held(TransferPackageRecord[] records, int minutes) => EarlierTransferPackage.At(viewer, table, records, GenRecords.Epoch.AddMinutes(minutes))!.Held.ToString();

    private static TransferPackageRecord Placed(long seq, int minutes, string server) => new(
        seq, GenRecords.Epoch.AddMinutes(minutes), null, null, null, [new TransferPackageEvent.Placed(Digest.Of("viewer"u8), "3.1", 1, 1, ProofKind.Written, table.SetOf(new ServerName(server)))]);

    private static string Text(TransferPackage package) => System.Text.Encoding.UTF8.GetString(TransferPackageText.WriteSnapshot(package).Span);
}

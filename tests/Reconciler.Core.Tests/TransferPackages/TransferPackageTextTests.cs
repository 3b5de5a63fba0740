using System.Buffers;
using System.Text;
using CsCheck;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.TransferPackages;

public class TransferPackageTextTests
{
    private static readonly ServerTable table = new();

    [Fact]
    public async Task File_EveryEvent_IsFrozen() => await Verify(FileOf(EveryEvent()), extension: "jsonl");

    [Fact]
    public async Task File_Compacted_IsFrozen()
    {
        var package = EveryEvent().Aggregate(Empty(), (p, record) => p.Apply(record));
        var output = new ArrayBufferWriter<byte>();
        var chain = new StateHeader(StateHeader.TransferPackage, new EstateId(new string('7', 32)), "office-viewer", package.Seq, new LineChain("00112233445566aa")).Write(output);
        chain.Seal(TransferPackageText.WriteSnapshot(package).Span, output);

        await Verify(Encoding.UTF8.GetString(output.WrittenSpan), extension: "jsonl");
    }

    [Fact]
    public void Apply_AnyHistory_ReadsWhatWasWritten() =>
        GenRecords.History(table).Sample(history =>
        {
            var fold = Empty();
            var text = Empty();
            foreach (var record in history)
            {
                fold = fold.Apply(record);
                text = text.Apply(TransferPackageText.WriteRecord(record).Span);
            }

            Assert.Equal(Snapshot(fold), Snapshot(text));
        });

    [Fact]
    public void Apply_SnapshotOfAnyHistory_GivesTheSameRegistersInAnotherTable() =>
        GenRecords.History(table).Sample(history =>
        {
            var package = history.Aggregate(Empty(), (p, record) => p.Apply(record));
            var other = new ServerTable();
            other.SetOf(GenRecords.Servers.Reverse());

            var read = new TransferPackage(new("viewer"), other).Apply(Encoding.UTF8.GetBytes(Snapshot(package)));

            Assert.Equal(Snapshot(package), Snapshot(read));
            foreach (var server in GenRecords.Servers)
                Assert.Equal(CellModel.Of(package, server).ToString(), CellModel.Of(read, server).ToString());
        });

    [Fact]
    public void Apply_UnknownField_IsIgnored()
    {
        var package = Empty().Apply("""{"seq":1,"at":"2026-11-22T14:03:00Z","new":{"a":[1]},"events":[{"did":"left","colour":"red","servers":["dp-1"]}]}"""u8);

        Assert.True(package.Left.Contains(new("dp-1")));
    }

    [Theory]
    [InlineData("""{"seq":1,"at":"2026-11-22T14:03:00Z","events":[{"did":"merged","servers":["dp-1"]}]}""", "the event 'merged' is none of format 1, which this version of Reconciler reads; a later version wrote it: use that one, or a later one")]
    [InlineData("""{"seq":1,"at":"2026-11-22T14:03:00Z","did":"digested"}""", "the record 'digested' is none of format 1, which this version of Reconciler reads; a later version wrote it: use that one, or a later one")]
    [InlineData("""{"seq":3,"at":"2026-11-22T14:03:00Z","events":[]}""", "it has number 3, and 1 was expected")]
    [InlineData("""{"seq":1,"at":"2026-11-22T14:03:00Z","events":[{"did":"left","servers":["../x"]}]}""", "'../x' cannot be a server's name")]
    [InlineData("""{"seq":1,"at":"2026-11-22T14:03:00Z","events":[{"did":"left"}]}""", "its event 'left' has no 'servers'")]
    [InlineData("""{"seq":1,"at":"yesterday","events":[]}""", "a time like 2026-11-22T14:03:07Z was expected")]
    [InlineData("""[1]""", "StartObject was expected, StartArray is there")]
    public void Apply_LineThatCannotBeRead_SaysWhy(string line, string why) =>
        Assert.Equal(why, Assert.Throws<FormatException>(() => Empty().Apply(Encoding.UTF8.GetBytes(line))).Message);

    [Fact]
    public void WriteRecord_TextWithControlsAndNoUtf16_IsOneReadableLine()
    {
        var servers = table.SetOf(GenRecords.Servers[0]);
        var line = TransferPackageText.WriteRecord(new(1, GenRecords.Epoch, null, null, null, [new TransferPackageEvent.RefreshAsked("a\n\u001b[31m\ud800b", servers)]));

        Assert.DoesNotContain(line.ToArray(), letter => letter is < 0x20 or 0x7F);
        Assert.Equal("a\n\u001b[31m\ufffdb", Assert.Single(Empty().Apply(line.Span).RefreshAsked).Reason);
    }

    [Fact]
    public void Apply_CutAtAnyByte_IsAnError()
    {
        var line = TransferPackageText.WriteRecord(EveryEvent()[0]).Span.ToArray();
        for (var length = 0; length < line.Length; length++)
            Assert.Throws<FormatException>(() => Empty().Apply(line.AsSpan(0, length)));
    }

    [Fact]
    public void Header_OfAHigherFormat_NamesBoth()
    {
        var exception = Assert.Throws<FormatException>(() => StateHeader.Read(StateHeader.TransferPackage, """{"reconciler":"transfer-package","format":2}"""u8));

        Assert.Equal("it has format 2, and this version of Reconciler reads up to format 1: use the version that wrote it, or a later one", exception.Message);
    }

    [Fact]
    public void Chain_OneByteOfAnyLineChanged_IsSeen()
    {
        var lines = FileOf(EveryEvent()[..2]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes).ToArray();
        for (var line = 0; line < lines.Length; line++)
        {
            for (var i = 0; i < lines[line].Length; i++)
            {
                lines[line][i] ^= 1;
                Assert.Throws<FormatException>(() => lines.Aggregate(LineChain.Start, (chain, next) => chain.Check(next)));
                lines[line][i] ^= 1;
            }
        }

        Assert.NotEqual(LineChain.Start, lines.Aggregate(LineChain.Start, (chain, next) => chain.Check(next)));
    }

    private static TransferPackage Empty() => new(new("viewer"), table);

    private static string Snapshot(TransferPackage package) => Encoding.UTF8.GetString(TransferPackageText.WriteSnapshot(package).Span);

    private static string FileOf(IEnumerable<TransferPackageRecord> records)
    {
        var output = new ArrayBufferWriter<byte>();
        var chain = new StateHeader(StateHeader.TransferPackage, new EstateId(new string('7', 32)), "office-viewer", 1, LineChain.Start).Write(output);
        foreach (var record in records)
            chain = chain.Seal(TransferPackageText.WriteRecord(record).Span, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static TransferPackageRecord[] EveryEvent()
    {
        var (one, two, three) = (GenRecords.Digests[0], GenRecords.Digests[1], GenRecords.Digests[2]);
        var at = GenRecords.Epoch;
        return
        [
            Record(1, new TransferPackageEvent.Targeted(4, Set(1, 2, 3, 4, 5)), new TransferPackageEvent.Begun(null, one, "stores/london.yaml:12", Set(2, 1, 3))),
            Record(2, new TransferPackageEvent.Placed(one, "3.1", 12_400_000, 12_400_000, ProofKind.Written, Set(1, 2)), new TransferPackageEvent.Failed(one, HeldObservation.Nothing, TroubleKind.NoSpace, "No space left on device: \"C:\\Größe\"", 3, at.AddMinutes(30), Set(3))),
            Record(3, new TransferPackageEvent.Adopted(one, "3.1", ProofKind.Read, Set(4)), new TransferPackageEvent.Observed(two, "3.0", Set(5)) { PublishAs = "Apps/Office Viewer" }),
            Record(4, new TransferPackageEvent.Verified(one, ProofKind.RemoteHash, Set(1)), new TransferPackageEvent.Drifted(one, ProofKind.Stat, 2, "bin/viewer.exe", Set(2))),
            Record(5, new TransferPackageEvent.RefreshAsked("drift", Set(2)), new TransferPackageEvent.RefreshAsked(null, Set(4)), new TransferPackageEvent.Left(Set(5))),
            Record(6, new TransferPackageEvent.Begun(one, three, null, Set(1, 2)), new TransferPackageEvent.Placed(three, "3.2", 12_500_000, 100_000, ProofKind.Stat, Set(1)) { Permissions = new(0x1A0, 0x1E8) }),
            Record(7, new TransferPackageEvent.Failed(three, HeldObservation.Unknown, TroubleKind.IoError, "timed out", 1, null, Set(2)), new TransferPackageEvent.Failed(null, HeldObservation.Of(one), TroubleKind.IoError, "EIO", 1, null, Set(4))),
            Record(8, new TransferPackageEvent.Removed(one, Set(4)), new TransferPackageEvent.Cleared(Set(3)), new TransferPackageEvent.Begun(one, null, "stores/london.yaml:14", Set(3))),
            Record(9, new TransferPackageEvent.Purged(one, Set(4)), new TransferPackageEvent.Lost(Set(3)), new TransferPackageEvent.Forgotten("new disk", Set(3))),
            Record(10, new TransferPackageEvent.Adopted(three, "3.2", ProofKind.Stat, Set(3)), new TransferPackageEvent.Failed(three, HeldObservation.Unknown, TroubleKind.Conflict, "not ours", 2, at.AddHours(1), Set(4))),
            Record(11, new TransferPackageEvent.Renamed(GenRecords.Servers[3], table.SetOf(new ServerName("dp-4-new")))),
            Record(12, new TransferPackageEvent.Retained(two, "3.0", Set(3)), new TransferPackageEvent.Left(Set(1)), new TransferPackageEvent.Declared(Set(1))),
            Record(13, new TransferPackageEvent.Placed(two, "3.0", 12_400_000, 0, ProofKind.Stat, Set(1)) { Layout = Layout.Versions }, new TransferPackageEvent.Placed(three, "3.2", 12_500_000, 0, ProofKind.Stat, Set(1)) { Layout = Layout.Versions }),
            Record(14, new TransferPackageEvent.Observed(three, "3.2", Set(2)) { Layout = Layout.Versions }, new TransferPackageEvent.Retained(one, "3.1", Set(2)) { Layout = Layout.Versions }),
        ];

        TransferPackageRecord Record(long seq, params TransferPackageEvent[] events) =>
            new(seq, at.AddSeconds(90 * seq), new OrderNumber(4, seq + 17), "a1b2c3d4", "3fa9c1d", [.. events]);

        ServerSet Set(params int[] numbers) => table.SetOf(numbers.Select(number => GenRecords.Servers[number - 1]));
    }
}

using System.Buffers;
using System.Text;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.TransferPackages;

public class ServerFactsTextTests
{
    private static readonly ServerFacts nothing = new(new ServerName("dp-1"));

    private static readonly ServerRecord[] history =
    [
        new(1, GenRecords.Epoch, [new ServerEvent.Claimed("/srv/packages")]),
        new(2, GenRecords.Epoch.AddMinutes(1), [new ServerEvent.Visited("/srv/packages", 123_456_789_012) { Atomicity = Atomicity.None, BytesPerSecond = 30_000_001 }]),
        new(3, GenRecords.Epoch.AddMinutes(2), [new ServerEvent.Failed(TroubleKind.Unreachable, 1, GenRecords.Epoch.AddMinutes(3), "no answer from /srv/packages")]),
        new(4, GenRecords.Epoch.AddMinutes(3), [new ServerEvent.Failed(TroubleKind.NotMounted, 2, null, "/srv/packages/.reconciler/server.json is missing")]),
        new(5, GenRecords.Epoch.AddMinutes(8), [new ServerEvent.Renamed([new("dp-0"), new("dp-00")], "/srv/packages", 123_000_000_000) { BytesPerSecond = 30_000_001 }]),
        new(6, GenRecords.Epoch.AddMinutes(9), [new ServerEvent.Gone("renamed to dp-one")]),
    ];

    [Fact]
    public async Task File_EveryEventThenSnapshot_IsFrozen()
    {
        var output = new ArrayBufferWriter<byte>();
        var chain = new StateHeader(StateHeader.Server, new EstateId(new string('7', 32)), "dp-1", 1, LineChain.Start).Write(output);
        foreach (var record in history)
            chain = chain.Seal(ServerFactsText.WriteRecord(record).Span, output);
        chain.Seal(ServerFactsText.WriteSnapshot(Folded(history)).Span, output);

        await Verify(Encoding.UTF8.GetString(output.WrittenSpan), extension: "jsonl");
    }

    [Fact]
    public void Apply_FailuresInARow_ShareTheFirstOnesTime() =>
        Assert.Equal(
            new ServerTrouble(TroubleKind.NotMounted, GenRecords.Epoch.AddMinutes(2), 2, null, "/srv/packages/.reconciler/server.json is missing"),
            Folded(history[..4]).Trouble);

    [Fact]
    public void Apply_VisitedAfterAFailure_ClearsTheTrouble()
    {
        var facts = Folded(history).Apply(new ServerRecord(7, GenRecords.Epoch.AddHours(1), [new ServerEvent.Visited("/srv/new", null)]));

        Assert.Equal(nothing with { Seq = 7, Address = "/srv/new", LastVisited = GenRecords.Epoch.AddHours(1) }, facts);
    }

    [Theory]
    [InlineData(null, 1000L, 1000L)]
    [InlineData(1000L, null, 1000L)]
    [InlineData(1000L, 3000L, 2000L)]
    [InlineData(1001L, 3001L, 2001L)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    public void Apply_AMeasuredRate_CountsHalf(long? former, long? measured, long? now)
    {
        var facts = nothing with { Address = "/srv/packages", BytesPerSecond = former };

        Assert.Equal(now, facts.Apply(Visit("/srv/packages", measured)).BytesPerSecond);
    }

    [Fact]
    public void Apply_AVisitAtAnotherAddress_BeginsTheRateAnew()
    {
        var facts = nothing with { Address = "/srv/packages", BytesPerSecond = 1000 };

        Assert.Null(facts.Apply(Visit("/srv/new", null)).BytesPerSecond);
        Assert.Equal(3000, facts.Apply(Visit("/srv/new", 3000)).BytesPerSecond);
        Assert.Null(facts.Apply(new ServerRecord(1, GenRecords.Epoch, [new ServerEvent.Gone("new disk")])).BytesPerSecond);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.5")]
    public void Apply_ARateThatIsNone_IsRefused(string rate) => Assert.Throws<FormatException>(
        () => nothing.Apply(Encoding.UTF8.GetBytes($$"""{"seq":1,"at":"2026-11-22T14:00:00Z","events":[{"did":"visited","address":"a","bytesPerSecond":{{rate}}}]}""")));

    [Fact]
    public void Apply_LinesAndSnapshots_GiveTheSameFacts()
    {
        for (var length = 0; length <= history.Length; length++)
        {
            var read = history[..length].Aggregate(nothing, (facts, record) => facts.Apply(ServerFactsText.WriteRecord(record).Span));
            var compacted = nothing.Apply(ServerFactsText.WriteSnapshot(read).Span);

            Assert.Equal(Folded(history[..length]), read);
            Assert.Equal(read, compacted);
        }
    }

    private static ServerFacts Folded(IEnumerable<ServerRecord> records) => records.Aggregate(nothing, (facts, record) => facts.Apply(record));

    private static ServerRecord Visit(string address, long? bytesPerSecond) => new(1, GenRecords.Epoch, [new ServerEvent.Visited(address, null) { BytesPerSecond = bytesPerSecond }]);
}

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
        new(2, GenRecords.Epoch.AddMinutes(1), [new ServerEvent.Visited("/srv/packages", 123_456_789_012) { Atomicity = Atomicity.None }]),
        new(3, GenRecords.Epoch.AddMinutes(2), [new ServerEvent.Failed(TroubleKind.Unreachable, 1, GenRecords.Epoch.AddMinutes(3), "no answer from /srv/packages")]),
        new(4, GenRecords.Epoch.AddMinutes(3), [new ServerEvent.Failed(TroubleKind.NotMounted, 2, null, "/srv/packages/.reconciler/server.json is missing")]),
        new(5, GenRecords.Epoch.AddMinutes(8), [new ServerEvent.Renamed([new("dp-0"), new("dp-00")], "/srv/packages", 123_000_000_000)]),
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
}

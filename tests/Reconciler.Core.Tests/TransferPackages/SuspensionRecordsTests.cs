using System.Text;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.TransferPackages;

/// <summary>What <c>suspend</c> and <c>resume</c> leave in a server's file.</summary>
public class SuspensionRecordsTests
{
    private static readonly ServerFacts nothing = new(new ServerName("dp-1"));

    private static readonly Suspension byAda = new("power cut", GenRecords.Epoch.AddDays(9)) { By = "ada@hq-1", Since = GenRecords.Epoch };

    private static readonly ServerRecord[] history =
    [
        new(1, GenRecords.Epoch, [new ServerEvent.Suspended("ada@hq-1", "power cut", GenRecords.Epoch.AddDays(9))]),
        new(2, GenRecords.Epoch.AddMinutes(1), [new ServerEvent.Visited("/srv/packages", 1000), new ServerEvent.Gone("new disk")]),
        new(3, GenRecords.Epoch.AddMinutes(2), [new ServerEvent.Suspended("bob@hq-1", "disk replacement", null)]),
        new(4, GenRecords.Epoch.AddMinutes(3), [new ServerEvent.Resumed("bob@hq-1")]),
        new(5, GenRecords.Epoch.AddMinutes(4), [new ServerEvent.Renamed([new("dp-0")], "/srv/packages", null) { Suspension = byAda }]),
    ];

    [Fact]
    public async Task Lines_AndSnapshots_AreFrozen()
    {
        var lines = history.Select((record, i) => $"{Text(ServerFactsText.WriteRecord(record))}\n{Text(ServerFactsText.WriteSnapshot(Folded(history[..(i + 1)])))}\n");

        await Verify(string.Concat(lines), extension: "jsonl");
    }

    [Fact]
    public void Suspension_LastsThroughVisitsAndForgetting_UntilItIsReplacedOrResumed()
    {
        Assert.Equal(byAda, Folded(history[..2]).Suspension);
        Assert.Equal(new("disk replacement", null) { By = "bob@hq-1", Since = GenRecords.Epoch.AddMinutes(2) }, Folded(history[..3]).Suspension);
        Assert.Null(Folded(history[..4]).Suspension);
        Assert.Equal(byAda, Folded(history).Suspension);
    }

    [Fact]
    public void Apply_LinesAndSnapshots_GiveTheSameFacts()
    {
        for (var length = 0; length <= history.Length; length++)
        {
            var read = history[..length].Aggregate(nothing, (facts, record) => facts.Apply(ServerFactsText.WriteRecord(record).Span));

            Assert.Equal(Folded(history[..length]), read);
            Assert.Equal(read, nothing.Apply(ServerFactsText.WriteSnapshot(read).Span));
        }
    }

    [Theory]
    [InlineData("disk\nreplacement", "disk replacement")]
    [InlineData("  \t disk \u001b replacement ", "disk replacement")]
    [InlineData(" \r\n ", "")]
    public void OneLine_HasNoLineEndAndNoControlCharacter(string written, string expected) => Assert.Equal(expected, Suspension.OneLine(written));

    private static ServerFacts Folded(IEnumerable<ServerRecord> records) => records.Aggregate(nothing, (facts, record) => facts.Apply(record));

    private static string Text(ReadOnlyMemory<byte> line) => Encoding.UTF8.GetString(line.Span);
}

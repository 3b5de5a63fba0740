using System.Text;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.Tests.TransferPackages;

public sealed class CompactionTests : IDisposable
{
    private readonly StateFixture state = new();

    public void Dispose() => state.Dispose();

    [Fact]
    public void Tidy_FileGrownLong_SaysTheSameInAFewLinesAndHistoryKeepsAll()
    {
        Grow(lines: 500);
        var before = Render.Text(state.Actual);
        var history = History();

        state.Tidy();

        Assert.Equal(2, File.ReadAllLines(state.ViewerFile).Length);
        Assert.Equal(before, Render.Text(state.Fresh()));
        Assert.Equal(history, History());
        Assert.Equal([$"{StateFixture.Viewer}.1.jsonl"], Archived());
    }

    [Fact]
    public void Tidy_CompactedTwice_HistoryStillKeepsAll()
    {
        Grow(lines: 500);
        state.Tidy();
        Grow(lines: 500);
        var before = Render.Text(state.Actual);

        state.Tidy();

        Assert.Equal(before, Render.Text(state.Fresh()));
        Assert.Equal(Enumerable.Range(1, 1000).Select(seq => (long)seq), state.Files.History(StateFixture.Viewer, new()).Select(record => record.Seq));
        Assert.Equal(["viewer.1.jsonl", "viewer.500.jsonl"], Archived());
    }

    [Fact]
    public void Tidy_CompactedTwice_EveryEarlierMomentIsAnsweredAsItWas()
    {
        var then = new List<(DateTimeOffset At, string Text)>();
        for (var i = 0; i < 2; i++)
        {
            Grow(lines: 500, () => then.Add((state.Actual.RecordedAt!.Value, Render.Text(state.Actual.Packages[StateFixture.Viewer]))));
            state.Tidy();
        }

        Assert.Equal(2, Archived().Length);
        var servers = new ServerTable();
        var records = state.Files.History(StateFixture.Viewer, servers).ToArray();
        Assert.Null(EarlierTransferPackage.FirstMissing(records));
        Assert.Null(EarlierTransferPackage.At(StateFixture.Viewer, servers, records, then[0].At.AddSeconds(-1)));
        foreach (var (at, text) in then)
            Assert.Equal(text, Render.Text(EarlierTransferPackage.At(StateFixture.Viewer, servers, records, at)!));
    }

    [Fact]
    public void Tidy_ArchiveDeletedSince_TheFirstMissingLineIsKnown()
    {
        Grow(lines: 500);
        state.Tidy();
        Grow(lines: 1);
        Directory.Delete(state.Directory.Archive, recursive: true);

        Assert.Equal(1, EarlierTransferPackage.FirstMissing([.. state.Files.History(StateFixture.Viewer, new())]));
    }

    [Fact]
    public void Tidy_ShortFile_IsLeftAlone()
    {
        Grow(lines: 20);
        var before = File.ReadAllBytes(state.ViewerFile);

        state.Tidy();

        Assert.Equal(before, File.ReadAllBytes(state.ViewerFile));
    }

    [Fact]
    public void Append_AfterCompaction_ContinuesTheNumbersAndTheChain()
    {
        Grow(lines: 500);
        state.Tidy();

        var package = state.Place(StateFixture.Viewer, StateFixture.DigestTwo, "dp-new");

        Assert.Equal(501, package.Seq);
        Assert.Equal(Render.Text(state.Actual), Render.Text(state.Fresh()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compaction_KilledAfterAnyStep_LosesNothingAndIsDoneAgain(int steps)
    {
        Grow(lines: 30);
        var before = Render.Text(state.Actual);
        var history = History();

        foreach (var _ in Compaction().Take(steps))
        {
        }

        Assert.Equal(before, Render.Text(state.Fresh()));
        Assert.Equal(history, History());

        state.Restart();
        state.Place(StateFixture.Viewer, StateFixture.DigestTwo, "dp-new");
        var grown = (Text: Render.Text(state.Actual), History: History());
        foreach (var _ in Compaction())
        {
        }

        Assert.Equal(grown.Text, Render.Text(state.Fresh()));
        Assert.Equal(grown.History, History());
        Assert.Equal(2, File.ReadAllLines(state.ViewerFile).Length);
    }

    [Fact]
    public void Compaction_ArchiveOfAnEarlierFileOfThatName_IsKept()
    {
        Grow(lines: 10);
        var archived = Path.Combine(state.Directory.Archive, "viewer.1.jsonl");
        File.WriteAllText(archived, "another life\n");

        foreach (var _ in Compaction())
        {
        }

        Assert.Equal("another life\n", File.ReadAllText(Assert.Single(Directory.GetFiles(state.Directory.Archive, "*.earlier"))));
        Assert.Equal(11, File.ReadAllLines(archived).Length);
    }

    [Fact]
    public void Tidy_ServersFileGrownLong_SaysTheSame()
    {
        var server = new ServerName("dp-1");
        for (var i = 0; i < 700; i++)
            state.Files.Append_NeedsLock(state.Lock, [], [new(server, StateFixture.Now.AddMinutes(i), [new ServerEvent.Visited("/srv/" + new string('x', 400), i)])]);
        var before = Render.Text(state.Fresh());

        state.Tidy();

        Assert.Equal(2, File.ReadAllLines(state.Directory.ServerFile(server)).Length);
        Assert.Equal(before, Render.Text(state.Fresh()));
        Assert.Equal(700, state.Files.History(server).Count());
    }

    [Fact]
    public void History_DamagedLine_StopsThereAndSaysWhere()
    {
        Grow(lines: 5);
        TransferPackageFilesTests.Edit(state.ViewerFile, text => TransferPackageFilesTests.ReplaceFirst(text, "\"seq\":4,", "\"seq\":5,"));

        using var records = state.Files.History(StateFixture.Viewer, new()).GetEnumerator();
        Assert.True(records.MoveNext() && records.MoveNext() && records.MoveNext());
        var damage = Assert.Throws<StateUnreadableException>(() => records.MoveNext());

        Assert.Equal(5, damage.Line);
    }

    private void Grow(int lines, Action? then = null)
    {
        for (var i = 0; i < lines; i++)
        {
            state.Place(StateFixture.Viewer, i % 7 == 0 ? StateFixture.DigestTwo : StateFixture.DigestOne, [.. Enumerable.Range(0, 50).Where(number => number % 8 != i % 8).Select(number => $"dp-{number}")]);
            then?.Invoke();
        }
    }

    private string[] History() => [.. state.Files.History(StateFixture.Viewer, new()).Select(record => Encoding.UTF8.GetString(TransferPackageText.WriteRecord(record).Span))];

    private string[] Archived() => [.. Directory.GetFiles(state.Directory.Archive).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private IEnumerable<object> Compaction()
    {
        var format = new TransferPackageFormat(state.Servers);
        var file = new LineFile<TransferPackage>(state.ViewerFile, "viewer", format);
        var estate = new EstateFile(state.Directory).Find()!.Id;
        return new Compaction<TransferPackage>(file, "viewer", state.Directory.Archive, format, estate).Steps(file.Read(estate));
    }
}

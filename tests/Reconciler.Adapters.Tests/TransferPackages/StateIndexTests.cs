using CsCheck;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Tests.TransferPackages;

public sealed class StateIndexTests : IDisposable
{
    private readonly StateFixture state = new();

    public StateIndexTests()
    {
        state.Append(new("every"), [.. EveryRegister()]);
        state.Place(StateFixture.Viewer, StateFixture.DigestOne, [.. Enumerable.Range(0, 200).Select(i => $"dp-{i}")]);
        state.Files.Append_NeedsLock(state.Lock, [], [new(new("dp-1"), StateFixture.Now, [new ServerEvent.Failed(TroubleKind.Unreachable, 1, StateFixture.Now, "no answer")])]);
    }

    private string IndexFile => Path.Combine(state.Directory.Index, "actual.bin");

    public void Dispose() => state.Dispose();

    [Fact]
    public void Load_ThroughTheIndex_IsTheSame()
    {
        var parsed = Render.Text(state.Fresh());
        state.Tidy();

        Assert.Equal(3, StateIndex.Read(IndexFile, new()) is var index ? index.Packages.Count + index.Facts.Count : 0);
        Assert.Equal(parsed, Render.Text(state.Fresh()));
    }

    [Fact]
    public void Load_ThroughTheIndexIntoATableInUse_IsTheSame()
    {
        var parsed = Render.Text(state.Fresh());
        state.Tidy();
        var table = new ServerTable();
        table.SetOf([new ServerName("other"), .. Enumerable.Range(0, 200).Reverse().Select(i => new ServerName($"dp-{i}"))]);

        Assert.Equal(parsed, Render.Text(new TransferPackageFiles(state.Directory).Load(table, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Load_AfterAnyAppendsTidyingsAndStarts_IsTheFoldOfAllLines() => Gen.Int[0, 8].Array[1, 30].Sample(
        steps =>
        {
            using var lived = new StateFixture();
            foreach (var (step, number) in steps.Select((step, number) => (step, number)))
            {
                if (step == 0)
                    lived.Tidy();
                else if (step == 1)
                    lived.Restart();
                else
                    lived.Append(new($"package-{number % 3}"), Happened(step, lived.Servers.SetOf([new ServerName($"dp-{number % 4}"), new ServerName($"dp-{step}")])));
            }

            var table = new ServerTable();
            var loaded = new TransferPackageFiles(lived.Directory).Load(table, TestContext.Current.CancellationToken);
            foreach (var package in loaded.Packages.Values)
            {
                var folded = lived.Files.History(package.Name, table).Aggregate(new TransferPackage(package.Name, table), (state, record) => state.Apply(record));
                Assert.Equal(Render.Text(folded), Render.Text(package));
            }
        },
        iter: 40,
        threads: 1);

    private static TransferPackageEvent Happened(int step, ServerSet servers) => step switch
    {
        2 => new TransferPackageEvent.Begun(StateFixture.DigestOne, StateFixture.DigestTwo, null, servers),
        3 => new TransferPackageEvent.Placed(StateFixture.DigestOne, "3.1", 10, 10, ProofKind.Written, servers),
        4 => new TransferPackageEvent.Placed(StateFixture.DigestTwo, "3.2", 10, 10, ProofKind.Stat, servers) { PublishAs = "Apps/Viewer" },
        5 => new TransferPackageEvent.Removed(StateFixture.DigestOne, servers),
        6 => new TransferPackageEvent.Failed(StateFixture.DigestTwo, HeldObservation.Of(StateFixture.DigestOne), TroubleKind.NoSpace, "full", 1, StateFixture.Now, servers),
        7 => new TransferPackageEvent.Drifted(StateFixture.DigestTwo, ProofKind.Read, 1, "app.txt", servers),
        _ => new TransferPackageEvent.Observed(StateFixture.DigestTwo, "3.2", servers),
    };

    [Fact]
    public void Load_IndexValid_DoesNotReadTheFiles()
    {
        state.Tidy();
        var recorded = Render.Text(state.Fresh());
        TransferPackageFilesTests.Edit(state.ViewerFile, text => TransferPackageFilesTests.ReplaceFirst(text, "3.1", "3.2"));

        // An index that knows the damaged file by its looks, and says what the lines said before: only reading them would tell.
        var servers = new ServerTable();
        var index = StateIndex.Read(IndexFile, servers);
        var packages = index.Packages.ToDictionary(
            file => file.Key,
            file => file.Key == "viewer" ? file.Value with { Stamp = FileStamp.Of(state.ViewerFile)!.Value } : file.Value);
        (index with { Packages = packages }).Write(IndexFile, servers);

        Assert.Equal(recorded, Render.Text(state.Fresh()));
    }

    [Fact]
    public void Load_LinesAppendedSinceTheIndex_AreFoldedBehindIt()
    {
        state.Tidy();
        state.Place(StateFixture.Viewer, StateFixture.DigestTwo, "dp-1", "dp-999");

        Assert.Equal(Render.Text(state.Actual), Render.Text(state.Fresh()));
        state.Restart();
        state.Tidy();
        Assert.Equal(Render.Text(state.Actual), Render.Text(state.Fresh()));
    }

    [Fact]
    public void Load_FileEditedSinceTheIndex_IsReadAndFoundDamaged()
    {
        state.Tidy();
        TransferPackageFilesTests.Edit(state.ViewerFile, text => TransferPackageFilesTests.ReplaceFirst(text, "3.1", "3.2"));

        Assert.True(state.Fresh().Corrupt.ContainsKey(StateFixture.Viewer));
    }

    [Fact]
    public void Load_FileDeletedSinceTheIndex_IsGone()
    {
        state.Tidy();
        File.Delete(state.ViewerFile);

        Assert.False(state.Fresh().Packages.ContainsKey(StateFixture.Viewer));
    }

    [Fact]
    public void Load_IndexDamagedAtAnyByte_ReadsTheFiles()
    {
        state.Tidy();
        var parsed = Render.Text(state.Fresh());
        var bytes = File.ReadAllBytes(IndexFile);
        for (var i = 0; i < bytes.Length; i += 7)
        {
            bytes[i] ^= 0x41;
            File.WriteAllBytes(IndexFile, bytes);
            Assert.Empty(StateIndex.Read(IndexFile, new()).Packages);
            bytes[i] ^= 0x41;
        }

        for (var length = 0; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(IndexFile, bytes[..length]);
            Assert.Empty(StateIndex.Read(IndexFile, new()).Packages);
        }

        Assert.Equal(parsed, Render.Text(state.Fresh()));
    }

    [Fact]
    public void Tidy_NothingHappenedSince_WritesNothing()
    {
        state.Tidy();
        var written = FileStamp.Of(IndexFile);

        state.Tidy();
        state.Restart();
        state.Tidy();

        Assert.Equal(written, FileStamp.Of(IndexFile));
    }

    private IEnumerable<TransferPackageEvent> EveryRegister()
    {
        var (a, b) = (state.Servers.SetOf(new ServerName("dp-a")), state.Servers.SetOf(new ServerName("dp-b")));
        return
        [
            new TransferPackageEvent.Targeted(3, a | b),
            new TransferPackageEvent.Placed(StateFixture.DigestOne, "1", 5, 5, ProofKind.Read, a),
            new TransferPackageEvent.Placed(StateFixture.DigestTwo, "2", 5, 5, ProofKind.Stat, a) { PublishAs = "Apps/Every", Permissions = new(0x1A0, null) },
            new TransferPackageEvent.Adopted(StateFixture.DigestOne, "1", ProofKind.Read, b) { Layout = Layout.Versions },
            new TransferPackageEvent.Retained(StateFixture.DigestTwo, "2", b) { Layout = Layout.Versions },
            new TransferPackageEvent.Drifted(StateFixture.DigestTwo, ProofKind.Read, 1, null, a),
            new TransferPackageEvent.Begun(StateFixture.DigestTwo, null, "x", a),
            new TransferPackageEvent.Begun(null, StateFixture.DigestOne, "x", b),
            new TransferPackageEvent.Failed(StateFixture.DigestOne, HeldObservation.Unknown, TroubleKind.NoSpace, "", 2, StateFixture.Now, b),
            new TransferPackageEvent.Failed(null, HeldObservation.Unknown, TroubleKind.IoError, "", 1, null, a),
            new TransferPackageEvent.RefreshAsked("why not", a),
            new TransferPackageEvent.RefreshAsked(null, b),
            new TransferPackageEvent.Left(b),
        ];
    }
}

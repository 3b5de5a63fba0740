using Reconciler.Engine.Repositories;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Git;

public sealed class GitSnapshotTests : IDisposable
{
    private readonly RepositoryFixture fixture = new();

    private Testing.GitRepository Real => fixture.Real;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void ReadConfiguration_WholeRepository_GivesYamlAndIgnoreFiles()
    {
        Real.Write("servers.yaml", "a");
        Real.Write("stores/london.yml", "b");
        Real.Write(".reconcilerignore", "c");
        Real.Write("stores/.reconcilerignore", "d");
        Real.Write("README.md", "no");
        Real.Write("notes.yaml.txt", "no");
        Real.Write(".github/workflows/ci.yaml", "no");
        Real.Write("stores/.hidden/x.yaml", "no");
        Real.Link("link.yaml", "servers.yaml");
        Real.Commit();

        var files = RepositoryFixture.Configuration(fixture.Repository.At(null));

        Assert.Equal(
            new Dictionary<string, string> { ["servers.yaml"] = "a", ["stores/london.yml"] = "b", [".reconcilerignore"] = "c", ["stores/.reconcilerignore"] = "d" },
            files);
    }

    [Fact]
    public void ReadConfiguration_BelowAPath_CountsFromTheRoot()
    {
        Real.Write(".reconciler/sites/a.yaml", "a");
        Real.Write("other.yaml", "no");
        Real.Commit();
        var snapshot = fixture.Repository.At(null);

        Assert.Equal([".reconciler/sites/a.yaml"], RepositoryFixture.Configuration(snapshot, ".reconciler").Keys);
        Assert.Empty(snapshot.ReadConfiguration("nowhere"));
        Assert.Empty(snapshot.ReadConfiguration("other.yaml"));
    }

    [Fact]
    public void ReadConfiguration_UncommittedFiles_AreNotSeen()
    {
        Real.Write("a.yaml", "committed");
        Real.Commit();
        Real.Write("a.yaml", "changed");
        Real.Write("b.yaml", "new");

        Assert.Equal(new Dictionary<string, string> { ["a.yaml"] = "committed" }, RepositoryFixture.Configuration(fixture.Repository.At(null)));
    }

    [Fact]
    public void HasDirectory_FilesAndNothing_AreNone()
    {
        Real.Write("a/b/c.yaml", "");
        Real.Link("link", "a");
        Real.Commit();
        var snapshot = fixture.Repository.At(null);

        Assert.True(snapshot.HasDirectory(""));
        Assert.True(snapshot.HasDirectory("a/b"));
        Assert.False(snapshot.HasDirectory("a/b/c.yaml"));
        Assert.False(snapshot.HasDirectory("nowhere"));
        Assert.False(snapshot.HasDirectory("link"));
    }

    [Fact]
    public void FindSource_Directory_HasFilesModesLinksAndTheTreesId()
    {
        Real.Write("packages/viewer/bin/run.sh", "#!/bin/sh\n");
        Real.MakeExecutable("packages/viewer/bin/run.sh");
        Real.Write("packages/viewer/data", "data");
        Real.Link("packages/viewer/latest", "bin/run.sh");
        Real.Commit();

        var tree = fixture.Repository.At(null).FindSource(RepositoryFixture.Source("packages/viewer"))!;

        Assert.Equal(Real.Git("rev-parse", "HEAD:packages/viewer"), tree.Identity);
        Assert.Equal(
            ["bin/run.sh File True 10 ", "data File False 4 ", "latest Symlink False 10 bin/run.sh"],
            tree.Entries(TestContext.Current.CancellationToken).Select(entry => $"{entry.Path} {entry.Kind} {entry.IsExecutable} {entry.SizeBytes} {entry.LinkTarget}").Order(StringComparer.Ordinal));
        Assert.Equal("data", RepositoryFixture.Text(tree, "data"));
    }

    [Fact]
    public void FindSource_OneFile_IsAnEntryNamedAsTheFile()
    {
        Real.Write("packages/setup.exe", "MZ");
        Real.Write("packages/copy.exe", "MZ");
        Real.Commit();
        var snapshot = fixture.Repository.At(null);

        var tree = snapshot.FindSource(RepositoryFixture.Source("packages/setup.exe"))!;

        Assert.Equal(["setup.exe"], RepositoryFixture.Paths(tree));
        Assert.Equal("MZ", RepositoryFixture.Text(tree, "setup.exe"));
        Assert.NotEqual(snapshot.FindSource(RepositoryFixture.Source("packages/copy.exe"))!.Identity, tree.Identity);
    }

    [Fact]
    public void FindSource_OneFileThatBecomesExecutable_HasAnotherIdentity()
    {
        Real.Write("setup", "MZ");
        Real.Commit();
        var before = fixture.Repository.At(null).FindSource(RepositoryFixture.Source("setup"))!.Identity;
        Real.MakeExecutable("setup");
        Real.Commit();

        Assert.NotEqual(before, fixture.Repository.At(null).FindSource(RepositoryFixture.Source("setup"))!.Identity);
    }

    [Fact]
    public void FindSource_Nothing_IsNull()
    {
        Real.Commit();

        Assert.Null(fixture.Repository.At(null).FindSource(RepositoryFixture.Source("packages/viewer")));
    }

    [Fact]
    public void FindSource_Link_NamesWhatItLeadsTo()
    {
        Real.Write("viewer-3/file", "");
        Real.Link("viewer", "viewer-3");
        Real.Commit();

        var refused = Assert.Throws<SourceException>(() => fixture.Repository.At(null).FindSource(RepositoryFixture.Source("viewer")));

        Assert.Equal("packages.yaml:7:11: error RCN4012: the source 'viewer' is a link to 'viewer-3'; name what it leads to", refused.Diagnostic.ToString());
    }

    [Fact]
    public void Entries_WhatGitAllowsAndPackagesDoNot_HasAFault()
    {
        var blob = Real.WriteBlob("text");
        var target = Real.WriteBlob([0x61, 0xFF]);
        Real.CommitTree(Real.WriteTree(
            GitTreeEntry.File("good", blob),
            GitTreeEntry.Link("link", target),
            GitTreeEntry.Submodule("module", new string('1', 40)),
            GitTreeEntry.Directory("..", Real.WriteTree(GitTreeEntry.File("etc", blob))),
            new GitTreeEntry("100644", blob, [0x62, 0xFF])));

        var faults = fixture.Repository.At(null).FindSource(RepositoryFixture.Source(""))!.Entries(TestContext.Current.CancellationToken)
            .ToDictionary(entry => entry.Path, entry => entry.Fault?.Diagnostic.Code);

        Assert.Equal(
            new Dictionary<string, string?> { ["good"] = null, ["link"] = "RCN4013", ["module"] = "RCN4003", [".."] = "RCN4003", ["b\uFFFD"] = "RCN4004" },
            faults);
    }

    [Fact]
    public void OpenRead_LargeBlobsFromSeveralThreads_GiveEveryByte()
    {
        var bytes = new byte[20_000_000];
        new Random(1).NextBytes(bytes);
        Real.Write("large", bytes);
        Real.Commit();
        var tree = fixture.Repository.At(null).FindSource(RepositoryFixture.Source(""))!;
        var entry = Assert.Single(tree.Entries(TestContext.Current.CancellationToken));

        Parallel.For(0, 4, _ =>
        {
            using var stream = tree.OpenRead(entry, CancellationToken.None);
            using var read = new MemoryStream();
            stream.CopyTo(read);
            Assert.True(read.GetBuffer().AsSpan(0, (int)read.Length).SequenceEqual(bytes));
        });
    }

    [Fact]
    public void OpenRead_BlobThatIsGone_SaysWhatIsDamaged()
    {
        Real.Write("a", "text");
        Real.Commit();
        var tree = fixture.Repository.At(null).FindSource(RepositoryFixture.Source(""))!;
        var entry = Assert.Single(tree.Entries(TestContext.Current.CancellationToken));
        Real.Delete($".git/objects/{entry.Stamp[..2]}/{entry.Stamp[2..]}");
        using var fresh = Adapters.Git.GitRepository.Open(Real.Path);

        var damaged = Assert.Throws<SourceException>(() => fresh.At(null).FindSource(RepositoryFixture.Source(""))!.OpenRead(entry, CancellationToken.None));

        Assert.Equal("RCN4010", damaged.Diagnostic.Code);
        Assert.Contains("git fsck", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshot_Repacked_StaysReadable()
    {
        Real.Write("a.yaml", "text");
        Real.Commit();
        var snapshot = fixture.Repository.At(null);
        Assert.True(snapshot.HasDirectory(""));

        Real.Git("gc", "--quiet", "--prune=now");

        Assert.Equal("text", RepositoryFixture.Configuration(snapshot)["a.yaml"]);
    }
}

using Reconciler.Core.Commits;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Tests.Git;

public sealed class WorktreeSnapshotTests : IDisposable
{
    private readonly RepositoryFixture fixture = new();

    private Testing.GitRepository Real => fixture.Real;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void ReadConfiguration_UncommittedFiles_AreSeen()
    {
        Real.Write("a.yaml", "committed");
        Real.Write("gone.yaml", "");
        Real.Commit();
        Real.Write("a.yaml", "changed");
        Real.Write("new/b.yaml", "new");
        Real.Write(".github/c.yaml", "left out");
        Real.Write(".reconcilerignore", "x");
        Real.Delete("gone.yaml");

        var snapshot = fixture.Repository.Worktree();

        Assert.Equal(
            new Dictionary<string, string> { ["a.yaml"] = "changed", ["new/b.yaml"] = "new", [".reconcilerignore"] = "x" },
            RepositoryFixture.Configuration(snapshot));
        Assert.Equal(["new/b.yaml"], RepositoryFixture.Configuration(snapshot, "new").Keys);
        Assert.True(snapshot.Commit.HasUncommittedFiles);
        Assert.Equal("main", snapshot.Commit.RefName);
        Assert.Equal(Real.Head, snapshot.Commit.Id);
    }

    [Fact]
    public void Commit_NothingCommittedYet_IsNoReasonToRefuse()
    {
        Real.Write("a.yaml", "first");

        var snapshot = fixture.Repository.Worktree();

        Assert.Equal(new CommitInfo(new string('0', 40), "main", "", DateTimeOffset.UnixEpoch, HasUncommittedFiles: true), snapshot.Commit);
        Assert.Equal(["a.yaml"], RepositoryFixture.Configuration(snapshot).Keys);
    }

    [Fact]
    public void FindSource_IgnoredFiles_AreLeftOutUnlessTheyAreTracked()
    {
        Real.Write("viewer/app.dll", "x");
        Real.Write("viewer/kept.log", "tracked");
        Real.Write("viewer/obj/kept.cache", "tracked");
        Real.Write(".gitignore", "*.log\nobj/\n");
        Real.Commit();
        Real.Write("viewer/build.log", "ignored");
        Real.Write("viewer/obj/other.cache", "ignored");
        Real.Write("viewer/sub/obj/deep/x", "ignored");
        Real.Write("viewer/new.dll", "untracked");
        Directory.CreateDirectory(Path.Combine(Real.Path, "viewer", "empty"));

        var tree = fixture.Repository.Worktree().FindSource(RepositoryFixture.Source("viewer"));

        Assert.Null(tree!.Identity);
        Assert.Equal(["app.dll", "kept.log", "new.dll", "obj/kept.cache"], RepositoryFixture.Paths(tree));
    }

    [Fact]
    public void FindSource_FilesTrackedMeanwhile_AreSeenByTheNextSnapshot()
    {
        Real.Write("kept.log", "");
        Real.Write(".gitignore", "*.log\n");
        Assert.Equal([".gitignore"], RepositoryFixture.Paths(fixture.Repository.Worktree().FindSource(RepositoryFixture.Source(""))));

        Real.Commit();

        Assert.Equal([".gitignore", "kept.log"], RepositoryFixture.Paths(fixture.Repository.Worktree().FindSource(RepositoryFixture.Source(""))));
    }

    [Fact]
    public void FindSource_NameOfBlanks_IsAName()
    {
        Real.Write(" ", "");

        Assert.Equal([" "], RepositoryFixture.Paths(fixture.Repository.Worktree().FindSource(RepositoryFixture.Source(""))));
    }

    [Fact]
    public void FindSource_Root_IsWithoutGitsOwnFiles()
    {
        Real.Write("a", "");
        Real.Commit();

        Assert.Equal(["a"], RepositoryFixture.Paths(fixture.Repository.Worktree().FindSource(RepositoryFixture.Source(""))));
    }

    [Fact]
    public void FindSource_OneFile_IsAnEntryNamedAsTheFile()
    {
        Real.Write("packages/setup.exe", "MZ");
        Real.Write("packages/ignored.log", "");
        Real.Write(".gitignore", "*.log\n");

        var snapshot = fixture.Repository.Worktree();
        var tree = snapshot.FindSource(RepositoryFixture.Source("packages/setup.exe"));

        Assert.Equal(["setup.exe"], RepositoryFixture.Paths(tree));
        Assert.Equal("MZ", RepositoryFixture.Text(tree!, "setup.exe"));
        Assert.Null(snapshot.FindSource(RepositoryFixture.Source("packages/ignored.log")));
        Assert.Null(snapshot.FindSource(RepositoryFixture.Source("nowhere")));
    }

    [Fact]
    public void FindSource_BehindALink_IsNothing()
    {
        Real.Write("real/viewer/a", "");
        Real.Link("link", "real");
        var snapshot = fixture.Repository.Worktree();

        Assert.Null(snapshot.FindSource(RepositoryFixture.Source("link/viewer")));
        Assert.False(snapshot.HasDirectory("link"));
        Assert.Equal("RCN4012", Assert.Throws<SourceException>(() => snapshot.FindSource(RepositoryFixture.Source("link"))).Diagnostic.Code);
    }

    [Fact]
    public void FindSource_Submodule_IsAFaultAsItIsInTheCommit()
    {
        Real.Write("viewer/a", "");
        Real.Commit();
        Real.Git("update-index", "--add", "--cacheinfo", $"160000,{Real.Head},viewer/module");
        Directory.CreateDirectory(Path.Combine(Real.Path, "viewer", "module"));

        var entries = fixture.Repository.Worktree().FindSource(RepositoryFixture.Source("viewer"))!.Entries(TestContext.Current.CancellationToken);

        Assert.Equal("RCN4003", entries.Single(entry => entry.Path == "module").Fault?.Diagnostic.Code);
    }

    [Fact]
    public void HasDirectory_DirectoriesThatGitWouldNotHave_AreNone()
    {
        Real.Write("a/b", "");
        Directory.CreateDirectory(Path.Combine(Real.Path, "empty"));
        var snapshot = fixture.Repository.Worktree();

        Assert.True(snapshot.HasDirectory(""));
        Assert.True(snapshot.HasDirectory("a"));
        Assert.False(snapshot.HasDirectory("empty"));
        Assert.False(snapshot.HasDirectory("a/b"));
        Assert.False(snapshot.HasDirectory("nowhere"));
    }
}

using System.Text;
using Reconciler.Adapters.Tests.Git.Mirrors;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Content;

/// <summary><c>git</c> sources: real repositories, fetched by the real program.</summary>
public sealed class GitSourcesTests : IDisposable
{
    private readonly SourceFixture fixture = new();
    private readonly MirrorFixture given = new();

    private GitRepository Remote => given.Remote;

    public void Dispose()
    {
        given.Dispose();
        fixture.Dispose();
    }

    [Fact]
    public async Task Resolve_TreeAtARevision_IsWhatADirectoryWithTheSameFilesHolds()
    {
        Remote.Write("bin/run.sh", "#!/bin/sh\n");
        Remote.MakeExecutable("bin/run.sh");
        Remote.Write("bin/lib/a", "a");
        Remote.Link("bin/latest", "lib/a");
        var commit = Remote.Commit();
        Remote.Git("tag", "v1");
        Remote.Write("bin/run.sh", "later");
        Remote.Commit();

        var resolution = await ResolveAsync(SourceFixture.OfGit(Remote.Path, "v1", "bin"));

        Remote.Git("checkout", "--quiet", "v1");
        var directory = await fixture.Sources.ResolveAsync(fixture.OfDirectory(Path.Combine(Remote.Path, "bin")), NoSnapshot.Instance, default);
        Assert.Equal(directory.Digest, resolution.Digest);
        Assert.Equal(commit, resolution.Commit);
        Assert.Equal($"[\"git\",\"viewer\",null,\"{Remote.Path}\",\"v1\",\"bin\",[\"**\"],[]]", resolution.Key);
        Assert.Equal(NoSnapshot.Instance.Commit.At, resolution.FileTime);
        Assert.False(Directory.Exists(fixture.ContentPath));
    }

    [Fact]
    public async Task Resolve_OneFile_IsAPackageOfOneFile()
    {
        given.FirstCommit();

        var resolution = await ResolveAsync(SourceFixture.OfGit(Remote.Path, null, "bin/viewer.txt"));
        Assert.Equal("viewer.txt", Assert.Single(resolution.Manifest!.Entries).Path);
    }

    [Fact]
    public async Task Resolve_BranchThatMoves_IsFollowedOnlyWhenAsked()
    {
        var first = given.FirstCommit();
        var source = SourceFixture.OfGit(Remote.Path, "main");
        var resolution = await ResolveAsync(source);
        fixture.Resolutions.Add(resolution);
        Remote.Write("bin/viewer.txt", "viewer 2\n");
        var second = Remote.Commit();

        var recorded = await ResolveAsync(source);
        Assert.Equal((first, true, resolution.Digest), (recorded.Commit, recorded.IsRecorded, recorded.Digest));

        var followed = await ResolveAsync(SourceFixture.OfGit(Remote.Path, "main", follow: true));
        Assert.Equal((second, false), (followed.Commit, followed.IsRecorded));
        Assert.NotEqual(resolution.Digest, followed.Digest);

        var again = await fixture.Sources.ResolveAgainAsync(source, new NoSnapshot(), default);
        Assert.Equal((second, followed.Digest), (again.Commit, again.Digest));
        fixture.Resolutions.Add(again);
        Assert.True((await ResolveAsync(SourceFixture.OfGit(Remote.Path, "main", follow: true))).IsRecorded);
    }

    [Fact]
    public async Task Resolve_FollowedBranchThatMovedElsewhere_RecordsTheCommitAndKeepsTheContent()
    {
        given.FirstCommit();
        var source = SourceFixture.OfGit(Remote.Path, "main", "bin", follow: true);
        var first = await ResolveAsync(source);
        fixture.Resolutions.Add(first);
        Remote.Write("other.txt", "not of the package\n");
        var moved = Remote.Commit();

        var resolution = await ResolveAsync(source);
        Assert.Equal((moved, false, first.Digest, first.FileTime), (resolution.Commit, resolution.IsRecorded, resolution.Digest, resolution.FileTime));
    }

    [Fact]
    public async Task FindRecorded_FollowedBranch_IsWhatWasResolvedLast()
    {
        var commit = given.FirstCommit();
        var source = SourceFixture.OfGit(Remote.Path, "main", follow: true);
        Assert.Null(await fixture.Sources.FindRecordedAsync(source, new NoSnapshot(), default));

        fixture.Resolutions.Add(await ResolveAsync(source));
        Directory.Delete(Remote.Path, recursive: true);
        Assert.Equal(commit, (await fixture.Sources.FindRecordedAsync(source, new NoSnapshot(), default))?.Commit);
    }

    [Fact]
    public async Task Resolve_Recorded_NeedsNoRepository()
    {
        given.FirstCommit();
        var source = SourceFixture.OfGit(Remote.Path, "main");
        fixture.Resolutions.Add(await ResolveAsync(source));
        Directory.Delete(Remote.Path, recursive: true);

        Assert.True((await ResolveAsync(source)).IsRecorded);
    }

    [Fact]
    public async Task Store_AfterTheBranchMoved_StoresWhatWasResolved()
    {
        given.FirstCommit();
        var source = SourceFixture.OfGit(Remote.Path, "main");
        var resolution = await ResolveAsync(source);
        fixture.Resolutions.Add(resolution);
        Remote.Write("bin/viewer.txt", "viewer 2\n");
        Remote.Commit();

        Assert.Equal(resolution.Digest, (await StoreAsync(source)).Digest);
        Assert.True(fixture.Store.HoldsAll(resolution.Digest));
    }

    [Fact]
    public async Task Resolve_ManyOfOneRepositoryInOneRun_FetchItOnce()
    {
        using var http = new GitHttpServer(given.Served);
        given.FirstCommit();
        var run = new NoSnapshot();
        await fixture.Sources.ResolveAsync(SourceFixture.OfGit(http.Url("viewer/.git"), "main"), run, default);
        http.Requests.Clear();

        await fixture.Sources.ResolveAsync(SourceFixture.OfGit(http.Url("viewer/.git"), null, "bin"), run, default);
        Assert.Empty(http.Requests);
        await ResolveAsync(SourceFixture.OfGit(http.Url("viewer/.git"), null, "bin"));
        Assert.Single(http.Requests);
    }

    [Fact]
    public async Task Resolve_CommitThatIsHere_IsNotFetched()
    {
        using var http = new GitHttpServer(given.Served);
        var commit = given.FirstCommit();
        await ResolveAsync(SourceFixture.OfGit(http.Url("viewer/.git"), "main"));
        http.Requests.Clear();

        Assert.Equal(commit, (await ResolveAsync(SourceFixture.OfGit(http.Url("viewer/.git"), commit))).Commit);
        Assert.Empty(http.Requests);
    }

    [Fact]
    public async Task Resolve_NotAllowed_ReachesNothing()
    {
        using var http = new GitHttpServer(given.Served);
        fixture.IsAllowed = _ => false;

        var fault = await FaultAsync(SourceFixture.OfGit(http.Url("viewer/.git")));
        Assert.Equal((SourceFault.NotAllowed, "RCN4009"), (fault.Fault, fault.Diagnostic.Code));
        Assert.Empty(http.Requests);
    }

    [Fact]
    public async Task Resolve_EachFault_SaysWhatItWas()
    {
        var said = new StringBuilder();
        async Task SayAsync(string situation, VersionSource source) => said.Append($"{situation}: {(await FaultAsync(source)).Diagnostic}\n");

        await SayAsync("empty repository", SourceFixture.OfGit(Remote.Path));
        await SayAsync("empty repository, branch", SourceFixture.OfGit(Remote.Path, "main"));
        given.FirstCommit();
        Remote.Write("lfs/tool", "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 5\n");
        Remote.Commit();
        await SayAsync("missing branch", SourceFixture.OfGit(Remote.Path, "mian"));
        await SayAsync("missing commit", SourceFixture.OfGit(Remote.Path, new string('b', 40)));
        await SayAsync("missing short id", SourceFixture.OfGit(Remote.Path, "bbbbbbb"));
        await SayAsync("missing reference", SourceFixture.OfGit(Remote.Path, "refs/pull/1/head"));
        await SayAsync("missing path", SourceFixture.OfGit(Remote.Path, "main", "bni"));
        await SayAsync("LFS", SourceFixture.OfGit(Remote.Path, "main", "lfs"));
        await Verify(said.Replace(Remote.Path, "<remote>").Replace(Remote.Git("rev-parse", "--short=7", "HEAD"), "<commit>").ToString());
    }

    private Task<SourceResolution> ResolveAsync(VersionSource source) => fixture.Sources.ResolveAsync(source, new NoSnapshot(), TestContext.Current.CancellationToken);

    private Task<Core.Content.Manifest> StoreAsync(VersionSource source) => fixture.Sources.Store_NeedsLockAsync(source, new NoSnapshot(), TestContext.Current.CancellationToken);

    private Task<SourceException> FaultAsync(VersionSource source) => Assert.ThrowsAsync<SourceException>(() => ResolveAsync(source));
}

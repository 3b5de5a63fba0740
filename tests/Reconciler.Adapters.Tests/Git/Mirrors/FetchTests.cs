using Reconciler.Engine.Repositories;
using Reconciler.Testing;
using static Reconciler.Adapters.Tests.Git.Mirrors.MirrorFixture;

namespace Reconciler.Adapters.Tests.Git.Mirrors;

public sealed class FetchTests : IDisposable
{
    private readonly MirrorFixture given = new();

    public void Dispose() => given.Dispose();

    [Theory]
    [InlineData("path")]
    [InlineData("file")]
    [InlineData("http")]
    [InlineData("ssh")]
    public async Task Fetch_OverEachTransport_BringsBranchesTagsAndHead(string transport)
    {
        using var http = transport == "http" ? new GitHttpServer(given.Served) : null;
        using var ssh = transport == "ssh" ? new SshServer() : null;
        given.SshCommand = ssh?.Command();
        var first = given.FirstCommit();
        given.Remote.Git("tag", "-a", "v1", "-m", "one");
        given.Remote.Git("branch", "stable");
        var mirror = given.Mirror(transport switch
        {
            "file" => $"file://{given.Remote.Path}",
            "http" => http!.Url("viewer/.git"),
            "ssh" => ssh!.Url(given.Remote.Path),
            _ => given.Remote.Path,
        });

        await FetchAsync(mirror);
        Assert.All([null, "main", "stable", "v1", "refs/heads/main", first, first[..8]], revision => Assert.Equal(first, CommitAt(mirror, revision)));
        Assert.Equal("viewer 1\n", Read(mirror, "v1"));

        given.Remote.Write("bin/viewer.txt", "viewer 2\n");
        var second = given.Remote.Commit("Go on");
        await FetchAsync(mirror);
        Assert.Equal(second, CommitAt(mirror, null));
        Assert.Equal("viewer 2\n", Read(mirror, "main"));
        Assert.Equal("viewer 1\n", Read(mirror, "stable"));
        await given.AssertNothingIsLeftAsync();
    }

    /// <summary>The branch that the state is published to moves at every push of ours.</summary>
    [Fact]
    public async Task Fetch_WithABranchLeftOut_NeitherBringsItNorFetchesForIt()
    {
        using var http = new GitHttpServer(given.Served);
        var first = given.FirstCommit();
        var published = given.Remote.Git("commit-tree", given.Remote.WriteTree(GitTreeEntry.File("state", given.Remote.WriteBlob("state 1\n"))), "-m", "state");
        given.Remote.Git("update-ref", "refs/heads/state", published);
        await FetchAsync(given.Mirror(http.Url("viewer/.git")));
        Assert.Equal(published, CommitAt(given.Mirror(http.Url("viewer/.git")), "state"));

        var mirror = given.Mirror(http.Url("viewer/.git"), except: "state");
        await FetchAsync(mirror);
        Assert.Throws<RepositoryException>(() => CommitAt(mirror, "state"));
        http.Requests.Clear();
        given.Remote.Git("update-ref", "refs/heads/state", first);
        await FetchAsync(mirror);

        Assert.Equal(["GET /viewer/.git/info/refs"], http.Requests);
        Assert.Equal(first, CommitAt(mirror, "main"));
    }

    [Fact]
    public async Task Fetch_UnchangedRemote_CostsOneListing()
    {
        using var http = new GitHttpServer(given.Served);
        given.FirstCommit();
        given.Remote.Git("tag", "-a", "v1", "-m", "one");
        var mirror = given.Mirror(http.Url("viewer/.git"));
        await FetchAsync(mirror);
        http.Requests.Clear();

        await FetchAsync(mirror);
        Assert.Equal(["GET /viewer/.git/info/refs"], http.Requests);
    }

    [Fact]
    public async Task Fetch_RemoteRewrittenAndRenamed_FollowsAndKeepsTheOldCommit()
    {
        var old = given.FirstCommit();
        given.Remote.Git("branch", "topic");
        var mirror = given.Mirror();
        await FetchAsync(mirror);

        given.Remote.Git("branch", "--delete", "topic");
        given.Remote.Git("branch", "topic/one");
        given.Remote.Git("commit", "--quiet", "--amend", "--message", "Begin again");
        given.Remote.Git("checkout", "--quiet", "-b", "trunk");
        given.Remote.Commit("Grow");
        await FetchAsync(mirror);

        using var repository = mirror.Open();
        Assert.Equal(given.Remote.Git("rev-parse", "main"), repository.At("main").Commit.Id);
        Assert.Equal("trunk", repository.At(null).Commit.RefName);
        Assert.Equal(old, repository.At("topic/one").Commit.Id);
        Assert.Equal(old, repository.At(old).Commit.Id);
        Assert.Throws<Engine.Repositories.RepositoryException>(() => repository.At("topic"));
    }

    [Fact]
    public async Task Fetch_ThatBreaksOff_LeavesWhatWasThereToBeRead()
    {
        var old = given.FirstCommit();
        given.Remote.Git("branch", "topic");
        var mirror = given.Mirror();
        await FetchAsync(mirror);

        given.Remote.Git("branch", "--delete", "topic");
        given.CommitNoise(10_000);
        var blob = given.Remote.Git("rev-parse", "HEAD:noise.bin");
        File.Delete(Path.Combine(given.Remote.Path, ".git", "objects", blob[..2], blob[2..]));
        await given.FailureAsync(mirror);

        Assert.Equal([old, old], [CommitAt(mirror, "topic"), CommitAt(mirror, "main")]);
    }

    [Fact]
    public async Task Fetch_ReferenceOutsideOfBranchesAndTags_OnlyWhenAskedFor()
    {
        var first = given.FirstCommit();
        given.Remote.Git("update-ref", "refs/pull/12/head", given.CommitNoise(10));
        given.Remote.Git("reset", "--quiet", "--hard", first);
        var mirror = given.Mirror();
        await FetchAsync(mirror);
        using var repository = mirror.Open();
        Assert.Throws<Engine.Repositories.RepositoryException>(() => repository.At("refs/pull/12/head"));

        await FetchAsync(mirror, "refs/pull/12/head");
        Assert.NotEqual(first, repository.At("refs/pull/12/head").Commit.Id);
    }

    [Fact]
    public async Task Fetch_ManyAtOnce_WaitForEachOther()
    {
        var first = given.FirstCommit();
        given.CommitNoise(1_000_000);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FetchAsync(given.Mirror())));

        Assert.Equal(first, CommitAt(given.Mirror(), "main~1"));
        Assert.Single(Directory.GetFiles(given.Mirror().Directory, "*.pack", SearchOption.AllDirectories));
        await given.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Fetch_EmptyRepositoryThenFilled_IsFollowed()
    {
        var mirror = given.Mirror();
        await FetchAsync(mirror);
        Assert.False(mirror.IsFilled);

        var first = given.FirstCommit();
        await FetchAsync(mirror);
        Assert.Equal(first, CommitAt(mirror, null));
    }
}

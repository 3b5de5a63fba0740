using Reconciler.Core.Commits;
using Reconciler.Engine.Repositories;
using Reconciler.Testing;
using GitRepository = Reconciler.Adapters.Git.GitRepository;

namespace Reconciler.Adapters.Tests.Git;

public sealed class GitRepositoryTests : IDisposable
{
    private readonly RepositoryFixture fixture = new();

    private Testing.GitRepository Real => fixture.Real;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Open_PathInsideARepository_FindsItsRoot()
    {
        Real.Write("a/b/c", "");

        using var repository = GitRepository.Open(Path.Combine(Real.Path, "a", "b"));

        Assert.Equal(Real.Path, repository.Name);
    }

    [Fact]
    public void Open_NoRepository_SaysSo()
    {
        using var directory = new TemporaryDirectory();

        Assert.Equal(
            $"Neither {directory.Path} nor a directory above it is a Git repository; run 'git init' there, or name another one",
            Refusal(directory.Path));
        Assert.Equal(
            $"There is no directory {directory.Path}/nowhere; name the Git repository that holds the configuration",
            Refusal(directory.Combine("nowhere")));
        Assert.Contains("is a file, not a Git repository", Refusal(directory.Write("file", "")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://anna:secret@git.example.com/config.git", "https://git.example.com/config.git is a URL")]
    [InlineData("ssh://git@git.example.com/config.git", "ssh://git.example.com/config.git is a URL")]
    [InlineData("git@git.example.com:config.git", "git@git.example.com:config.git is a URL")]
    [InlineData("file:///srv/config", "file:///srv/config is a URL")]
    public void Open_Url_SaysToCloneItAndHidesSecrets(string url, string beginning)
    {
        var message = Refusal(url);

        Assert.StartsWith(beginning, message, StringComparison.Ordinal);
        Assert.Contains("git clone", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_RepositoryOfAnotherUser_SaysWhatToDo()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give files away");
        Real.Commit();
        new ProcessRun("chown", "-R", "4242:4242", Real.Path).Run().EnsureSuccess();

        var message = Refusal(Real.Path);

        Assert.StartsWith($"The repository {Real.Path} belongs to another user.", message.Replace("/.git/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("run as its owner", message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_NoCommitYet_SaysSo()
    {
        using var repository = GitRepository.Open(Real.Path);

        var refused = Assert.Throws<RepositoryException>(() => repository.At(null));

        Assert.Equal($"The repository {Real.Path} has no commit yet on main; commit the configuration first, or use --worktree", refused.Message);
    }

    [Fact]
    public void At_Head_NamesItsBranch()
    {
        var id = Real.Commit("Add London\n\nMore words.");

        var commit = fixture.Repository.At(null).Commit;

        Assert.Equal(new CommitInfo(id, "main", "Add London", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), commit);
    }

    [Fact]
    public void At_DetachedHead_HasNoName()
    {
        Real.Commit();
        Real.Git("checkout", "--quiet", "--detach");

        Assert.Null(fixture.Repository.At(null).Commit.RefName);
    }

    [Fact]
    public void At_EveryWayToNameACommit_FindsIt()
    {
        var first = Real.Commit("first");
        Real.Git("tag", "light");
        Real.Git("tag", "-a", "v1", "-m", "annotated");
        Real.Git("tag", "-a", "v1-again", "-m", "tag of a tag", "v1");
        Real.Git("branch", "feature/one");
        Real.Git("update-ref", "refs/remotes/origin/main", first);
        Real.Commit("second");

        Assert.Equal((first, "light"), Found("light"));
        Assert.Equal((first, "v1"), Found("v1"));
        Assert.Equal((first, "v1-again"), Found("v1-again"));
        Assert.Equal((first, "feature/one"), Found("feature/one"));
        Assert.Equal((first, "feature/one"), Found("refs/heads/feature/one"));
        Assert.Equal((first, "origin/main"), Found("origin/main"));
        Assert.Equal((first, null), Found(first));
        Assert.Equal((first, null), Found(first[..9]));
        Assert.Equal((first, null), Found("main~1"));
        Assert.Equal((Real.Head, "main"), Found("HEAD"));
    }

    [Fact]
    public void At_BranchNamedAsAnId_TheIdWins()
    {
        var first = Real.Commit("first");
        Real.Commit("second");
        Real.Git("update-ref", $"refs/heads/{first}", "HEAD");

        Assert.Equal((first, null), Found(first));
    }

    [Fact]
    public void At_UnknownRevision_NamesTheNearest()
    {
        Real.Commit();
        Real.Git("branch", "production");

        var refused = Assert.Throws<RepositoryException>(() => Found("prodution"));

        Assert.Equal($"The repository {Real.Path} has no branch, tag or commit 'prodution'; did you mean 'production'?", refused.Message);
        Assert.Throws<RepositoryException>(() => Found(""));
        Assert.Throws<RepositoryException>(() => Found("main..other"));
        Assert.Throws<RepositoryException>(() => Found("--help"));
        Assert.Throws<RepositoryException>(() => Found(new string('1', 40)));
    }

    [Fact]
    public void At_AmbiguousAbbreviation_AsksForMore()
    {
        Real.Commit();
        var byPrefix = new Dictionary<string, string>();
        for (var i = 0; ; i++)
        {
            var text = $"blob {i}";
            var id = IdOfBlob(text);
            if (byPrefix.TryGetValue(id[..4], out var other))
            {
                Real.WriteBlob(text);
                Real.WriteBlob(other);
                var refused = Assert.Throws<RepositoryException>(() => Found(id[..4]));
                Assert.Equal($"Several objects of {Real.Path} have ids that begin with '{id[..4]}'; give more characters", refused.Message);
                return;
            }

            byPrefix[id[..4]] = text;
        }
    }

    [Fact]
    public void At_NotACommit_SaysWhatItIs()
    {
        Real.Write("a", "text");
        Real.Commit();
        Real.Git("tag", "a-file", "HEAD:a");
        Real.Git("tag", "-a", "a-directory", "-m", "of a tree", "HEAD^{tree}");

        Assert.Equal($"'a-file' is a file of {Real.Path}, not a commit; name a branch, a tag or a commit", Assert.Throws<RepositoryException>(() => Found("a-file")).Message);
        Assert.Contains("is a directory of", Assert.Throws<RepositoryException>(() => Found("a-directory")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_BareRepository_ReadsItAndHasNoWorkTree()
    {
        Real.Write("a.yaml", "text");
        Real.Commit();
        using var directory = new TemporaryDirectory();
        Real.Git("clone", "--quiet", "--bare", Real.Path, directory.Combine("bare.git"));
        using var bare = GitRepository.Open(directory.Combine("bare.git"));

        Assert.Equal("text", RepositoryFixture.Configuration(bare.At("main"))["a.yaml"]);
        Assert.Contains("is bare", Assert.Throws<RepositoryException>(() => bare.Worktree()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_LinkedWorkTree_HasItsOwnHead()
    {
        Real.Write("a.yaml", "main");
        Real.Commit();
        using var directory = new TemporaryDirectory();
        Real.Git("worktree", "add", "--quiet", "-b", "other", directory.Combine("other"));
        using var repository = GitRepository.Open(directory.Combine("other"));

        Assert.Equal("other", repository.At(null).Commit.RefName);
        Assert.Equal(["a.yaml"], RepositoryFixture.Configuration(repository.Worktree()).Keys);
    }

    [Fact]
    public void IsAncestor_Histories_AreTold()
    {
        var first = Real.Commit("first");
        var second = Real.Commit("second");
        Real.Git("checkout", "--quiet", "-b", "side", first);
        var side = Real.Commit("side");

        Assert.True(fixture.Repository.IsAncestor(first, second));
        Assert.True(fixture.Repository.IsAncestor(second, second));
        Assert.False(fixture.Repository.IsAncestor(second, first));
        Assert.False(fixture.Repository.IsAncestor(side, second));
        Assert.Null(fixture.Repository.IsAncestor(new string('1', 40), second));
        Assert.Null(fixture.Repository.IsAncestor("no id", second));
    }

    [Fact]
    public void IsAncestor_ShallowClone_DoesNotTell()
    {
        var first = Real.Commit("first");
        Real.Commit("second");
        var third = Real.Commit("third");
        using var directory = new TemporaryDirectory();
        Real.Git("clone", "--quiet", "--depth=2", $"file://{Real.Path}", directory.Combine("shallow"));
        using var shallow = GitRepository.Open(directory.Combine("shallow"));

        Assert.Null(shallow.IsAncestor(first, third));
        Assert.True(shallow.IsAncestor(third, third));
        Assert.Contains("git fetch --unshallow", Assert.Throws<RepositoryException>(() => shallow.At(first)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_SettingsOfTheUser_ChangeNothing()
    {
        Real.Write("a.yaml", "one\ntwo\n");
        Real.Commit();
        Real.Git("config", "core.autocrlf", "true");

        Assert.Equal("one\ntwo\n", RepositoryFixture.Configuration(fixture.Repository.At(null))["a.yaml"]);
    }

    private static string IdOfBlob(string text)
    {
        var header = System.Text.Encoding.ASCII.GetBytes($"blob {text.Length}\0{text}");
#pragma warning disable CA5350 // Git's ids are SHA-1.
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(header));
#pragma warning restore CA5350
    }

    private (string Id, string? Name) Found(string revision)
    {
        var commit = fixture.Repository.At(revision).Commit;
        return (commit.Id, commit.RefName);
    }

    private static string Refusal(string location) => Assert.Throws<RepositoryException>(() => GitRepository.Open(location)).Message;
}

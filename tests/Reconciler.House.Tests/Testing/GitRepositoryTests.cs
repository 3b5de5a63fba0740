using Reconciler.Testing;

namespace Reconciler.House.Tests.Testing;

public class GitRepositoryTests
{
    [Fact]
    public void Commit_SameSteps_GiveTheSameIds()
    {
        using var first = new GitRepository();
        using var second = new GitRepository();

        Assert.Equal(TwoCommits(first), TwoCommits(second));
        Assert.Equal("7788719bc58e20d0c02664c365cfb5d3a8017def", first.Head);
    }

    private static (string First, string Second) TwoCommits(GitRepository repository)
    {
        repository.Write("stores/london.yaml", "kind: Site\n");
        repository.Write("run.sh", "#!/bin/sh\n");
        repository.MakeExecutable("run.sh");
        repository.Link("link", "run.sh");
        var first = repository.Commit("first");
        repository.Delete("stores");
        return (first, repository.Commit("second"));
    }

    [Fact]
    public void Commit_IgnoredAndDeletedFiles_FollowTheWorkingTree()
    {
        using var repository = new GitRepository();
        repository.Write(".gitignore", "*.log\n");
        repository.Write("a.log", "");
        repository.Write("b", "");
        repository.Commit();
        repository.Delete("b");
        repository.Commit();

        Assert.Equal(".gitignore\na.log", repository.Git("ls-tree", "-r", "--name-only", "HEAD"));
    }

    [Fact]
    public void CommitTree_OddNames_AreKeptByteForByte()
    {
        using var repository = new GitRepository();
        var blob = repository.WriteBlob("text");
        var inner = repository.WriteTree(GitTreeEntry.File("..", blob));
        var tree = repository.WriteTree(
            GitTreeEntry.File("line\nfeed", blob),
            GitTreeEntry.Link("link", blob),
            GitTreeEntry.Directory("dir", inner),
            GitTreeEntry.Submodule("module", new string('1', 40)),
            new GitTreeEntry("100644", blob, [0x62, 0xFF]));

        repository.CommitTree(tree);

        Assert.Equal(
            ["040000 tree dir", "100644 blob b\uFFFD", "100644 blob line\nfeed", "120000 blob link", "160000 commit module"],
            Entries(repository).Order(StringComparer.Ordinal));
        Assert.Equal("100644 blob ..", Assert.Single(Entries(repository, "HEAD:dir")));
    }

    private static IEnumerable<string> Entries(GitRepository repository, string tree = "HEAD") =>
        repository.Git("ls-tree", "-z", tree).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t')[0][..^41] + " " + line.Split('\t')[1]);

    [Fact]
    public void CommitTree_OnTopOfACommit_HasItAsParent()
    {
        using var repository = new GitRepository();
        var first = repository.Commit("first");

        var second = repository.CommitTree(repository.WriteTree(), "second");

        Assert.Equal(first, repository.Git("rev-parse", $"{second}^"));
    }

    [Fact]
    public void Constructor_Directory_IsKept()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("file", "text");
        using (var repository = new GitRepository(directory.Path))
            repository.Commit();

        Assert.True(File.Exists(directory.Combine("file")));
    }

    [Fact]
    public void Git_Refused_ShowsItsWords()
    {
        using var repository = new GitRepository();

        var e = Assert.Throws<InvalidOperationException>(() => repository.Git("checkout", "nowhere"));

        Assert.Contains("nowhere", e.Message, StringComparison.Ordinal);
    }
}

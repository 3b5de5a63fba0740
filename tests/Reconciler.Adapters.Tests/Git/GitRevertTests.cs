using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Tests.Git;

public sealed class GitRevertTests : IDisposable
{
    private readonly RepositoryFixture fixture = new();

    private Testing.GitRepository Real => fixture.Real;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Revert_AnEarlierCommit_IsTheRevertOfGitAndWritesNothing()
    {
        var (_, second) = Write();
        var before = Real.Git("count-objects", "-v");

        using var reverted = Revert("main", second);

        Assert.Equal(before, Real.Git("count-objects", "-v"));
        Real.Git("revert", "--no-edit", second);
        Assert.Equal(Files(fixture.Repository.At("main")), Files(reverted.Repository.At(reverted.Commit)));
        Assert.Equal(["a.yaml=1", "b.yaml=1"], Files(reverted.Repository.At(reverted.Commit)));
    }

    [Fact]
    public void Revert_TheSameTwice_IsTheSameCommitOfThatName()
    {
        var (_, second) = Write();

        using var one = Revert("main", second);
        using var other = Revert("main", second);

        Assert.Equal(one.Commit, other.Commit);
        Assert.StartsWith("Revert \"", one.Repository.At(one.Commit).Commit.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Revert_OfAMerge_GoesBackToItsFirstParent()
    {
        Write();
        Real.Git("checkout", "-q", "-b", "feature");
        Real.Write("c.yaml", "1");
        Real.Commit();
        Real.Git("checkout", "-q", "main");
        Real.Write("b.yaml", "2");
        var parent = Real.Commit();
        Real.Git("merge", "-q", "--no-edit", "feature");

        using var reverted = Revert("main", Real.Head);

        Assert.Equal(["a.yaml=2", "b.yaml=2"], Files(reverted.Repository.At(reverted.Commit)));
        Assert.Equal(parent, fixture.Repository.ParentsOf(fixture.Repository.At("main").Commit)[0]);
    }

    [Fact]
    public void Revert_OfWhatChangedSince_NamesTheFilesAndWhatToDo()
    {
        var (_, second) = Write();
        Real.Write("a.yaml", "3");
        Real.Commit();

        var conflict = Assert.Throws<RepositoryException>(() => Revert("main", second));

        Assert.Equal(
            $"{second[..7]} cannot be reverted on main ({Real.Head[..7]}): what it changed has been changed since, in a.yaml; revert the later commits first, or run 'git revert {second[..7]}' on a branch, resolve it there, and plan that with --base main",
            conflict.Message);
    }

    [Fact]
    public void Revert_OfTheFirstCommit_SaysThatNothingIsBeforeIt()
    {
        var (first, _) = Write();

        var root = Assert.Throws<RepositoryException>(() => Revert("main", first));

        Assert.Equal($"{first[..7]} is the first commit of {fixture.Repository.Name}, and there is nothing before it to go back to; name a later one", root.Message);
    }

    [Fact]
    public void Revert_OfACommitElsewhere_SaysThatItIsNotInTheHistory()
    {
        Write();
        Real.Git("checkout", "-q", "-b", "feature");
        Real.Write("c.yaml", "1");
        var other = Real.Commit();
        Real.Git("checkout", "-q", "main");

        var elsewhere = Assert.Throws<RepositoryException>(() => Revert("main", "feature"));

        Assert.Equal($"feature ({other[..7]}) is not in the history of main ({Real.Head[..7]}), so that there is nothing to revert; name a commit that 'git log main' shows", elsewhere.Message);
    }

    /// <returns>The first commit, and the second, which changes a.yaml.</returns>
    private (string First, string Second) Write()
    {
        Real.Write("a.yaml", "1");
        var first = Real.Commit();
        Real.Write("a.yaml", "2");
        var second = Real.Commit();
        Real.Write("b.yaml", "1");
        Real.Commit();
        return (first, second);
    }

    private static string[] Files(IRepositorySnapshot snapshot) =>
        [.. RepositoryFixture.Configuration(snapshot).Select(file => $"{file.Key}={file.Value}").Order(StringComparer.Ordinal)];

    private FutureCommit Revert(string onto, string commit) =>
        fixture.Repository.Revert(fixture.Repository.At(onto).Commit, fixture.Repository.At(commit).Commit);
}

using System.Collections.Immutable;
using Reconciler.Core.Commits;

namespace Reconciler.Adapters.Tests.Git;

public sealed class GitChangesTests : IDisposable
{
    private readonly RepositoryFixture fixture = new();

    private Testing.GitRepository Real => fixture.Real;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void ChangesBetween_SeveralCommits_EachFileHasItsNewest()
    {
        Real.Write("a.yaml", "1\n");
        Real.Write("b.yaml", "1\n");
        Real.Write("c.yaml", "1\n");
        var from = Real.Commit("first");
        Real.Write("a.yaml", "2\n");
        Real.Write("b.yaml", "2\n");
        var second = Real.Commit("Change both");
        Real.Write("b.yaml", "3\n");
        var third = Real.Commit("Change b\n\nagain");
        Real.Write("b.yaml", "3\n");
        Real.Commit("nothing");

        var files = ChangesSince(from);

        Assert.Equal(["a.yaml", "b.yaml"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((second, "Change both"), (files["a.yaml"].CommitId, files["a.yaml"].CommitSummary));
        Assert.Equal((third, "Change b"), (files["b.yaml"].CommitId, files["b.yaml"].CommitSummary));
    }

    [Fact]
    public void ChangesBetween_EditedFile_NamesItsNewLines()
    {
        Real.Write("a.yaml", "one\ntwo\nthree\nfour\n");
        var from = Real.Commit();
        Real.Write("a.yaml", "zero\none\nTWO\nthree\nfour\nfive\n");
        Real.Write("new.yaml", "x\ny\n");
        Real.Write("packages/data.bin", "x\ny\n");
        Real.Commit();

        var files = ChangesSince(from);

        Assert.Equal([1, 3, 6], files["a.yaml"].Lines.Order());
        Assert.Equal([1, 2], files["new.yaml"].Lines.Order());
        Assert.Empty(files["packages/data.bin"].Lines);
    }

    [Fact]
    public void ChangesBetween_DeletedFile_NamesTheCommitThatDeletedIt()
    {
        Real.Write("a.yaml", "x\n");
        var from = Real.Commit();
        Real.Delete("a.yaml");
        var deletion = Real.Commit();
        Real.Commit("later");

        var change = ChangesSince(from)["a.yaml"];

        Assert.Equal(deletion, change.CommitId);
        Assert.Empty(change.Lines);
    }

    [Fact]
    public void ChangesBetween_MergedBranch_NamesTheCommitOnTheBranch()
    {
        Real.Write("a.yaml", "1\n");
        Real.Write("b.yaml", "1\n");
        var from = Real.Commit();
        Real.Git("checkout", "--quiet", "-b", "side");
        Real.Write("a.yaml", "2\n");
        var side = Real.Commit("on the branch");
        Real.Git("checkout", "--quiet", "main");
        Real.Write("b.yaml", "2\n");
        var main = Real.Commit("on main");
        Real.Git("merge", "--quiet", "--no-ff", "-m", "Merge side", "side");

        var files = ChangesSince(from);

        Assert.Equal(side, files["a.yaml"].CommitId);
        Assert.Equal(main, files["b.yaml"].CommitId);
    }

    [Fact]
    public void ChangesBetween_ConflictSolvedInTheMerge_NamesTheMerge()
    {
        Real.Write("a.yaml", "1\n");
        var from = Real.Commit();
        Real.Git("checkout", "--quiet", "-b", "side");
        Real.Write("a.yaml", "2\n");
        Real.Commit();
        Real.Git("checkout", "--quiet", "main");
        Real.Write("a.yaml", "3\n");
        Real.Commit();
        Assert.NotEqual(0, Real.Run("merge", "--quiet", "side").ExitCode);
        Real.Write("a.yaml", "2 and 3\n");
        var merge = Real.Commit("Merge side");

        Assert.Equal(merge, ChangesSince(from)["a.yaml"].CommitId);
    }

    [Fact]
    public void ChangesBetween_BackToAnOlderCommit_NamesThatOne()
    {
        Real.Write("a.yaml", "1\n");
        var older = Real.Commit("older");
        Real.Write("a.yaml", "2\n");
        var newer = Real.Commit("newer");

        var change = Assert.Single(fixture.Repository.ChangesBetween(newer, fixture.Repository.At(older).Commit).Files);

        Assert.Equal(("a.yaml", older), (change.Key, change.Value.CommitId));
    }

    [Fact]
    public void ChangesBetween_NothingKnownOfTheFirst_IsNone()
    {
        Real.Write("a.yaml", "1\n");
        var id = Real.Commit();
        var commit = fixture.Repository.At(null).Commit;

        Assert.Empty(fixture.Repository.ChangesBetween(null, commit).Files);
        Assert.Empty(fixture.Repository.ChangesBetween(id, commit).Files);
        Assert.Empty(fixture.Repository.ChangesBetween(new string('1', 40), commit).Files);
    }

    private ImmutableDictionary<string, FileChange> ChangesSince(string from) =>
        fixture.Repository.ChangesBetween(from, fixture.Repository.At(null).Commit).Files;
}

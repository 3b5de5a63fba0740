using Reconciler.Engine.Repositories;
using GitRepository = Reconciler.Adapters.Git.GitRepository;

namespace Reconciler.Adapters.Tests.Git;

public sealed class GitMergeTests : IDisposable
{
    private readonly RepositoryFixture fixture = new();

    private Testing.GitRepository Real => fixture.Real;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Merge_TwoBranches_HasTheFilesOfBothAndWritesNothing()
    {
        Diverge();
        var before = Real.Git("count-objects", "-v");

        using var merged = Merge("main", "feature");
        var files = RepositoryFixture.Configuration(merged.Repository.At(merged.Commit));

        Assert.Equal(["a.yaml=2", "b.yaml=1", "c.yaml=1"], files.Select(file => $"{file.Key}={file.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(before, Real.Git("count-objects", "-v"));
        Assert.Equal("", Real.Git("status", "--porcelain"));
    }

    [Fact]
    public void Merge_TwoBranches_IsTheMergeOfGit()
    {
        Diverge();

        using var merged = Merge("main", "feature");
        Real.Git("merge", "-q", "--no-edit", "feature");

        Assert.Equal(
            RepositoryFixture.Configuration(fixture.Repository.At("main")).OrderBy(file => file.Key, StringComparer.Ordinal),
            RepositoryFixture.Configuration(merged.Repository.At(merged.Commit)).OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Merge_AFileThatTheOtherMoved_IsChangedWhereItIsNow()
    {
        Real.Write("a.yaml", string.Join('\n', Enumerable.Range(1, 30)));
        Real.Commit();
        Real.Git("checkout", "-q", "-b", "feature");
        Real.Write("a.yaml", string.Join('\n', Enumerable.Range(0, 31)));
        Real.Commit();
        Real.Git("checkout", "-q", "main");
        Real.Git("mv", "a.yaml", "moved.yaml");
        Real.Commit();

        using var merged = Merge("main", "feature");
        var file = Assert.Single(RepositoryFixture.Configuration(merged.Repository.At(merged.Commit)));

        Assert.Equal("moved.yaml", file.Key);
        Assert.StartsWith("0\n", file.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_OneThatContainsTheOther_IsThatOne()
    {
        Real.Write("a.yaml", "1");
        var older = Real.Commit();
        Real.Write("a.yaml", "2");
        var newer = Real.Commit();

        using var forward = Merge(older, newer);
        using var backward = Merge(newer, older);

        Assert.Equal(newer, forward.Commit);
        Assert.Equal(newer, backward.Commit);
        Assert.Same(fixture.Repository, forward.Repository);
    }

    [Fact]
    public void Merge_TheSameTwice_IsTheSameCommit()
    {
        Diverge();

        using var one = Merge("main", "feature");
        using var other = Merge("main", "feature");

        Assert.Equal(one.Commit, other.Commit);
    }

    [Fact]
    public void Merge_OfBothHistories_NamesTheCommitThatChangedAFile()
    {
        var from = Diverge();
        var feature = Real.Git("rev-parse", "feature");

        using var merged = Merge("main", "feature");
        var changes = merged.Repository.ChangesBetween(from, merged.Repository.At(merged.Commit).Commit).Files;

        Assert.Equal(feature, changes["b.yaml"].CommitId);
        Assert.Equal(Real.Head, changes["a.yaml"].CommitId);
    }

    [Fact]
    public void Merge_WhatBothChange_NamesTheFilesAndWhatToDo()
    {
        Diverge();
        Real.Write("b.yaml", "other");
        Real.Commit();

        var conflict = Assert.Throws<RepositoryException>(() => Merge("main", "feature"));

        Assert.Equal(
            $"feature ({Real.Git("rev-parse", "feature")[..7]}) cannot be merged into main ({Real.Head[..7]}): both change b.yaml; merge main into it, and resolve that there",
            conflict.Message);
    }

    [Fact]
    public void Merge_OfUnrelatedHistories_SaysWhatMayBeMissing()
    {
        Diverge();
        Real.Git("checkout", "-q", "--orphan", "alone");
        Real.Write("z.yaml", "1");
        Real.Commit();

        var unrelated = Assert.Throws<RepositoryException>(() => Merge("main", "alone"));

        Assert.Contains("have no common commit in ", unrelated.Message, StringComparison.Ordinal);
        Assert.EndsWith("fetch the whole history of both (in a pipeline: fetch-depth: 0)", unrelated.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_InALinkedWorkTree_FindsTheObjects()
    {
        Diverge();
        using var directory = new Testing.TemporaryDirectory();
        var linked = directory.Combine("linked");
        Real.Git("worktree", "add", "-q", linked, "feature");
        using var repository = GitRepository.Open(linked);

        using var merged = repository.Merge(repository.At("main").Commit, repository.At("feature").Commit);

        Assert.Equal(3, RepositoryFixture.Configuration(merged.Repository.At(merged.Commit)).Count);
    }

    /// <summary>main changes a and adds c, feature adds b.</summary>
    /// <returns>What both come from.</returns>
    private string Diverge()
    {
        Real.Write("a.yaml", "1");
        var from = Real.Commit();
        Real.Git("checkout", "-q", "-b", "feature");
        Real.Write("b.yaml", "1");
        Real.Commit();
        Real.Git("checkout", "-q", "main");
        Real.Write("a.yaml", "2");
        Real.Write("c.yaml", "1");
        Real.Commit();
        return from;
    }

    private FutureCommit Merge(string into, string change) =>
        fixture.Repository.Merge(fixture.Repository.At(into).Commit, fixture.Repository.At(change).Commit);
}

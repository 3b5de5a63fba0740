using System.Text;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Core.Resources;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.Tests.TransferPackages;

/// <summary>The files of which there is one.</summary>
public sealed class StateRecordsTests : IDisposable
{
    private static readonly DateTimeOffset now = StateFixture.Now;
    private static readonly Policy strict = Policy.Default with { Prune = false, MaxRemovals = new(new(5, IsPercent: false), new(1, IsPercent: true), new(2, IsPercent: true)), VerifyProof = ProofKind.RemoteHash, IgnoreExtra = ["a b"] };

    private readonly StateFixture state = new();

    public void Dispose() => state.Dispose();

    [Fact]
    public async Task Estate_Text_IsFrozen() =>
        await Verify(Encoding.UTF8.GetString(EstateFile.Text("7c1e0000000000000000000000000000", now).Span), extension: "json");

    [Fact]
    public void Estate_Created_IsFoundAndNeverReplaced()
    {
        var estate = new EstateFile(state.Directory).Find();

        Assert.Equal(now, estate?.Created);
        Assert.Equal(32, estate?.Id.Value.Length);
        Assert.Throws<InvalidOperationException>(() => new EstateFile(state.Directory).Create_NeedsLock(state.Lock, now));
    }

    [Fact]
    public void Estate_Damaged_SaysWhere()
    {
        File.WriteAllText(state.Directory.EstateFile, """{"reconciler":"estate","format":1,"id":"7c1e"}""");

        var damage = Assert.Throws<StateUnreadableException>(() => new EstateFile(state.Directory).Find());

        Assert.Equal($"{state.Directory.EstateFile}: '7c1e' is not an estate's id", damage.Message);
    }

    [Fact]
    public async Task Sources_Lines_AreFrozen()
    {
        new SourceResolutions(state.Directory).Add_NeedsLock(state.Lock, Resolutions());

        await Verify(await File.ReadAllTextAsync(state.Directory.Sources, TestContext.Current.CancellationToken), extension: "jsonl");
    }

    [Fact]
    public void Sources_FindByKey_GivesTheNewest()
    {
        var resolutions = Resolutions();
        var sources = new SourceResolutions(state.Directory);
        Assert.Null(sources.Find("path packages/viewer tree"));

        sources.Add_NeedsLock(state.Lock, resolutions);
        sources.Add_NeedsLock(state.Lock, [resolutions[0] with { Files = 9 }]);

        Assert.Equal(resolutions[0] with { Files = 9 }, new SourceResolutions(state.Directory).Find(resolutions[0].Key));
        Assert.Equal(resolutions[1], sources.Find(resolutions[1].Key));
        Assert.Null(sources.Find("other"));
    }

    [Fact]
    public void Sources_AddedByAnotherProcess_AreSeen()
    {
        var reader = new SourceResolutions(state.Directory);
        Assert.Null(reader.Find(Resolutions()[0].Key));

        new SourceResolutions(state.Directory).Add_NeedsLock(state.Lock, Resolutions());

        Assert.NotNull(reader.Find(Resolutions()[0].Key));
    }

    [Fact]
    public async Task Commits_Lines_AreFrozen()
    {
        var commits = new CommitRecords(state.Directory);
        commits.Begin_NeedsLock(state.Lock, new("3fa9", "a1b2", IsUnscoped: true, Policy.Default, now) { Revision = "main@sha1:3fa9" });
        commits.Wait_NeedsLock(state.Lock, "3fa9", "a1b2", now);
        commits.Converge_NeedsLock(state.Lock, "3fa9", "a1b2", now.AddMinutes(1));

        await Verify(await File.ReadAllTextAsync(state.Directory.Commits, TestContext.Current.CancellationToken), extension: "jsonl");
    }

    [Fact]
    public void Resolutions_OfAGitSource_TellTheCommitOfEarlierContentToo()
    {
        var resolved = Resolutions()[^1];
        var sources = new SourceResolutions(state.Directory);
        sources.Add_NeedsLock(state.Lock, [resolved, resolved with { Digest = StateFixture.DigestOne, Commit = new string('b', 40) }]);

        var read = new SourceResolutions(state.Directory);
        Assert.Equal(new string('b', 40), read.Find(resolved.Key)?.Commit);
        Assert.Equal(resolved.Commit, read.FindCommit(StateFixture.DigestTwo));
        Assert.Null(read.FindCommit(Core.Content.Digest.Of("three"u8)));
    }

    [Fact]
    public void Commits_BegunAndConverged_AreTheNewestUnscopedOnes()
    {
        var commits = new CommitRecords(state.Directory);
        commits.Begin_NeedsLock(state.Lock, new("c1", "p1", IsUnscoped: true, strict, now));
        commits.Converge_NeedsLock(state.Lock, "c1", "p1", now.AddMinutes(1));
        commits.Begin_NeedsLock(state.Lock, new("c2", "p2", IsUnscoped: true, Policy.Default, now.AddHours(1)));
        commits.Begin_NeedsLock(state.Lock, new("c3", "p3", IsUnscoped: false, Policy.Default, now.AddHours(2)));
        commits.Converge_NeedsLock(state.Lock, "c3", "p3", now.AddHours(3));

        var read = new CommitRecords(state.Directory);

        Assert.Equal("c2", read.LastBegun?.Commit);
        Assert.Equal("c1", read.LastConverged?.Commit);
        Assert.Equal(now.AddMinutes(1), read.LastConverged?.Converged);
        Assert.Equal(3, read.All.Count);
        Assert.Equal(strict with { IgnoreExtra = [] }, read.LastConverged!.Policy with { IgnoreExtra = [] });
        Assert.Equal(strict.IgnoreExtra, read.LastConverged.Policy.IgnoreExtra);
    }

    [Fact]
    public async Task Approvals_Lines_AreFrozen()
    {
        var approvals = new Approvals(state.Directory);
        approvals.Add_NeedsLock(state.Lock, new("a1b2c3d4", "alice", now, now.AddDays(1)));
        approvals.Add_NeedsLock(state.Lock, new("a1b2c3d5", "bob", now, null));

        Assert.Equal(approvals.All, new Approvals(state.Directory).All);
        Assert.False(approvals.All[0].IsValid(now.AddDays(1)));
        Assert.True(approvals.All[1].IsValid(now.AddYears(9)));
        await Verify(await File.ReadAllTextAsync(state.Directory.Approvals, TestContext.Current.CancellationToken), extension: "jsonl");
    }

    [Fact]
    public void Approvals_Edited_AreNotTrusted()
    {
        new Approvals(state.Directory).Add_NeedsLock(state.Lock, new("a1b2c3d4", "alice", now, null));
        TransferPackageFilesTests.Edit(state.Directory.Approvals, text => TransferPackageFilesTests.ReplaceFirst(text, "a1b2c3d4", "ffffffff"));

        Assert.Throws<StateUnreadableException>(() => new Approvals(state.Directory).All);
    }

    [Fact]
    public void Plans_FoundByPrefix_OnlyWhenLongEnoughAndUnambiguous()
    {
        var plans = new SavedPlans(state.Directory);
        plans.Save_NeedsLock(state.Lock, "aaaaaaaa11", "one"u8.ToArray());
        plans.Save_NeedsLock(state.Lock, "aaaaaaaa22", "two"u8.ToArray());

        Assert.Equal("two"u8, Assert.IsType<SavedPlanMatch.Found>(plans.Find("aaaaaaaa2")).Plan.Span);
        Assert.Equal(["aaaaaaaa11", "aaaaaaaa22"], Assert.IsType<SavedPlanMatch.Ambiguous>(plans.Find("aaaaaaaa")).Hashes);
        Assert.IsType<SavedPlanMatch.Malformed>(plans.Find("aaaaaaa"));
        Assert.IsType<SavedPlanMatch.Malformed>(plans.Find("../../../etc"));
        Assert.IsType<SavedPlanMatch.Missing>(plans.Find("bbbbbbbb"));
    }

    private static RecordedSource[] Resolutions() =>
    [
        new("path packages/viewer tree 3fa9 include **", StateFixture.DigestOne, 12_400_000, 12, now),
        new("directory \"/mnt/builds/größe\" viewer 3.1", StateFixture.DigestTwo, 0, 0, now) { Warning = new("RCN4005", "no Windows server can hold 'aux'") },
        new("git viewer 3.1 https://git.example.com/tools.git", StateFixture.DigestTwo, 7, 1, now) { Commit = "3fa9c1d000000000000000000000000000000000" },
    ];
}

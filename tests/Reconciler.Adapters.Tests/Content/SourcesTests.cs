using System.Runtime.Versioning;
using System.Text;
using CsCheck;
using Reconciler.Adapters.Tests.Git;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Content;

[SupportedOSPlatform("linux")]
public sealed class SourcesTests : IDisposable
{
    private readonly SourceFixture fixture = new();
    private readonly RepositoryFixture repository = new();

    private Testing.GitRepository Real => repository.Real;

    public void Dispose()
    {
        repository.Dispose();
        fixture.Dispose();
    }

    [Fact]
    public async Task Resolve_PathSource_HashesAndStoresNothing()
    {
        Real.Write("packages/viewer/a", "text");
        Real.Write("packages/viewer/b/c", "more");
        Real.Commit();

        var resolution = await ResolveAsync("packages/viewer");

        Assert.Equal((8L, 2, false), (resolution.SizeBytes, resolution.Files, resolution.IsRecorded));
        Assert.Equal($"[\"path\",\"{Real.Git("rev-parse", "HEAD:packages/viewer")}\",[\"**\"],[]]", resolution.Key);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), resolution.FileTime);
        Assert.Equal(resolution.Digest, resolution.Manifest!.Digest);
        Assert.False(Directory.Exists(fixture.ContentPath));
    }

    [Fact]
    public async Task Resolve_StoredAndResolved_AreTheSame()
    {
        Real.Write("packages/viewer/a", "text");
        Real.Commit();

        Assert.Equal((await ResolveAsync("packages/viewer")).Digest, (await fixture.StoreCommitAsync(repository.Repository, "packages/viewer")).Digest);
    }

    [Fact]
    public async Task Resolve_RecordedTree_IsNotReadAgainWhereverItStands()
    {
        Real.Write("packages/viewer/a", "text");
        Real.Commit();
        var first = await ResolveAsync("packages/viewer");
        fixture.Resolutions.Add(first);
        Real.Git("mv", "packages/viewer", "packages/moved");
        Real.Commit("later");

        var again = await ResolveAsync("packages/moved");

        Assert.True(again.IsRecorded);
        Assert.Null(again.Manifest);
        Assert.Equal((first.Digest, first.FileTime), (again.Digest, again.FileTime));
    }

    [Fact]
    public async Task Resolve_OtherInclude_IsAnotherResolution()
    {
        Real.Write("viewer/a.txt", "text");
        Real.Write("viewer/b.pdb", "more");
        Real.Commit();
        fixture.Resolutions.Add(await ResolveAsync("viewer"));

        var package = SourceFixture.OfPath("viewer") with { Exclude = ["**/*.pdb"] };
        var resolution = await fixture.Sources.ResolveAsync(package, repository.Repository.At(null), TestContext.Current.CancellationToken);

        Assert.False(resolution.IsRecorded);
        Assert.Equal("a.txt", Assert.Single(resolution.Manifest!.Entries).Path);
    }

    [Fact]
    public async Task Resolve_RecordedDirectory_IsNotEvenLookedAt()
    {
        fixture.Source.Write("a", "text");
        var package = fixture.OfDirectory(version: "3.1");
        var first = await ResolveAsync(package);
        fixture.Resolutions.Add(first);
        fixture.Source.Write("a", "changed");
        fixture.IsAllowed = _ => throw new InvalidOperationException("looked at");

        Assert.Equal($"[\"directory\",\"viewer\",\"3.1\",\"{fixture.Source.Path}\",[\"**\"],[]]", first.Key);
        Assert.Equal(first.Digest, (await ResolveAsync(package)).Digest);
    }

    [Fact]
    public async Task Resolve_DirectoryWithANewVersion_IsReadAgain()
    {
        fixture.Source.Write("a", "text");
        var first = await ResolveAsync(fixture.OfDirectory(version: "3.1"));
        fixture.Resolutions.Add(first);
        fixture.Source.Write("a", "changed");

        var second = await ResolveAsync(fixture.OfDirectory(version: "3.2"));

        Assert.False(second.IsRecorded);
        Assert.NotEqual(first.Digest, second.Digest);
    }

    [Fact]
    public async Task ResolveAgain_RecordedDirectory_IsReadAndKeepsTheTimeOfEqualContent()
    {
        fixture.Source.Write("a", "text");
        var package = fixture.OfDirectory();
        var first = await ResolveAsync(package);
        fixture.Resolutions.Add(first);

        var same = await ResolveAgainAsync(package, hour: 1);
        fixture.Source.Write("a", "changed");
        var other = await ResolveAgainAsync(package, hour: 2);

        Assert.Equal((first.Digest, first.FileTime), (same.Digest, same.FileTime));
        Assert.NotEqual(first.Digest, other.Digest);
        Assert.Equal(2, other.FileTime.Hour);
    }

    [Fact]
    public async Task Resolve_RecordedUrl_IsKnownByItsSumWhereverItComesFrom()
    {
        var sum = Digest.Of("text"u8);
        var url = new PackageSource.AtUrl("https://builds.example.com/viewer.zip", sum, null, default);
        var package = fixture.OfDirectory(version: "3.1") with { Source = url };
        var key = $"[\"url\",\"{sum}\",null,[\"**\"],[]]";
        fixture.Resolutions.Add(new(key, Digest.Of("manifest"u8), 4, 1, default, IsRecorded: false, null, []));

        var mirrored = await ResolveAsync(package with { Version = "3.2", Source = url with { Path = "https://mirror.invalid/viewer.zip" } });

        Assert.Equal((true, Digest.Of("manifest"u8)), (mirrored.IsRecorded, mirrored.Digest));
        Assert.Null(await fixture.Sources.FindRecordedAsync(package with { Source = url with { FileName = "viewer.zip" } }, NoSnapshot.Instance, TestContext.Current.CancellationToken));
        Assert.Null(await fixture.Sources.FindRecordedAsync(package with { Exclude = ["*.pdb"] }, NoSnapshot.Instance, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Resolve_Worktree_IsAlwaysRead()
    {
        Real.Write("viewer/a", "text");
        Real.Commit();
        var package = SourceFixture.OfPath("viewer");
        var first = await fixture.Sources.ResolveAsync(package, repository.Repository.Worktree(), TestContext.Current.CancellationToken);
        fixture.Resolutions.Add(first);
        Real.Write("viewer/a", "changed");

        var second = await fixture.Sources.ResolveAsync(package, repository.Repository.Worktree(), TestContext.Current.CancellationToken);

        Assert.Equal((await ResolveAsync("viewer")).Digest, first.Digest);
        Assert.NotEqual(first.Digest, second.Digest);
    }

    [Fact]
    public async Task Resolve_MissingPath_SaysSo()
    {
        Real.Commit();

        var fault = await Assert.ThrowsAsync<SourceException>(() => ResolveAsync("packages/viewer"));

        Assert.Equal("packages.yaml:7:11: error RCN4007: there is nothing at 'packages/viewer'; create it, or correct the source", fault.Diagnostic.ToString());
    }

    [Fact]
    public async Task Resolve_LfsPointerInTheCommit_SaysSo()
    {
        Real.Write("viewer/setup.iso", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n");
        Real.Commit();

        Assert.Equal("RCN4001", (await Assert.ThrowsAsync<SourceException>(() => ResolveAsync("viewer"))).Diagnostic.Code);
    }

    [Fact]
    public async Task Resolve_InvalidNamesInTheCommit_SaySo()
    {
        var blob = Real.WriteBlob("text");
        Real.CommitTree(Real.WriteTree(GitTreeEntry.File("good", blob), new GitTreeEntry("100644", blob, [0x62, 0xFF])));

        var fault = await Assert.ThrowsAsync<SourceException>(() => ResolveAsync(""));

        Assert.Equal("the name 'b\uFFFD' is not valid UTF-8; rename it, or exclude it", fault.Message);
    }

    [Fact]
    public async Task Resolve_NamesThatSomeServersCannotHold_AreWarnings()
    {
        foreach (var path in (string[])["docs/a", "Docs/b", "café", "cafe\u0301", "NUL.txt", "x/trailing.", "fine"])
            Real.Write($"viewer/{path}", "x");
        Real.Commit();

        var resolution = await ResolveAsync("viewer");

        Assert.Equal(
            [
                "packages.yaml:7:11: warning RCN4005: no Windows server can hold 'NUL.txt': 'NUL' is the name of a device; rename it, or exclude it",
                "packages.yaml:7:11: warning RCN4005: no Windows server can hold 'x/trailing.': it ends in a dot; rename it, or exclude it",
                "packages.yaml:7:11: warning RCN4006: 'Docs' and 'docs' differ only in case or Unicode form; rename one: a server that ignores these can hold only one of them",
                "packages.yaml:7:11: warning RCN4006: 'cafe\u0301' and 'café' differ only in case or Unicode form; rename one: a server that ignores these can hold only one of them",
            ],
            resolution.Warnings.Select(warning => warning.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Manifest_OfADirectoryACommitAndItsWorkTree_AreEqual()
    {
        string[] odd = ["a", "b", "-x", "with blank", "é", "e\u0301", "日本", "A", "*", "new\nline", "\\"];
        var name = Gen.OneOf(Gen.Int[0, odd.Length - 1].Select(i => odd[i]), Gen.String[Gen.Char["abc.~#'\" "], 1, 6])
            .Where(text => text is not ("." or ".."));
        var path = name.Array[1, 4].Select(parts => string.Join('/', parts));
        var file = Gen.Select(path, Gen.String[0, 2000], Gen.Bool);

        file.List[1, 12].Sample(
            files =>
            {
                var expected = ManifestOfDirectory(files);
                Real.Commit();
                Assert.Equal(expected, ManifestOf(repository.Repository.At(null)));
                Assert.Equal(expected, ManifestOf(repository.Repository.Worktree()));
            },
            iter: 15,
            threads: 1);
    }

    private string ManifestOfDirectory(List<(string Path, string Text, bool IsExecutable)> files)
    {
        foreach (var directory in Directory.GetFileSystemEntries(Real.Path).Where(entry => !entry.EndsWith("/.git", StringComparison.Ordinal)))
            Real.Delete(Path.GetFileName(directory));
        foreach (var (path, text, isExecutable) in files)
            Write(path, text, isExecutable);

        var package = fixture.OfDirectory(Real.Path) with { Exclude = [".git/**"] };
        return Text(fixture.Sources.Store_NeedsLockAsync(package, NoSnapshot.Instance, CancellationToken.None).GetAwaiter().GetResult());
    }

    private string ManifestOf(IRepositorySnapshot snapshot) =>
        Text(fixture.Sources.Store_NeedsLockAsync(SourceFixture.OfPath(""), snapshot, CancellationToken.None).GetAwaiter().GetResult());

    private void Write(string path, string text, bool isExecutable)
    {
        try
        {
            Real.Write(path, text);
            if (isExecutable)
                Real.MakeExecutable(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The path of an earlier file leads through this name, or the other way round.
        }
    }

    private static string Text(Manifest manifest) => Encoding.UTF8.GetString(ManifestText.Write(manifest));

    private Task<Engine.Contents.SourceResolution> ResolveAsync(string path) =>
        fixture.Sources.ResolveAsync(SourceFixture.OfPath(path), repository.Repository.At(null), TestContext.Current.CancellationToken);

    private Task<Engine.Contents.SourceResolution> ResolveAsync(Engine.Contents.VersionSource package) =>
        fixture.Sources.ResolveAsync(package, NoSnapshot.Instance, TestContext.Current.CancellationToken);

    private Task<Engine.Contents.SourceResolution> ResolveAgainAsync(Engine.Contents.VersionSource package, int hour)
    {
        var snapshot = new NoSnapshot { Commit = NoSnapshot.Instance.Commit with { At = new(2026, 5, 1, hour, 0, 0, TimeSpan.Zero) } };
        return fixture.Sources.ResolveAgainAsync(package, snapshot, TestContext.Current.CancellationToken);
    }
}

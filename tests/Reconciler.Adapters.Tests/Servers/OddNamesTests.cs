using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

public sealed class OddNamesTests : IDisposable
{
    private readonly ServerOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Place_OddNames_ArePlacedByteForByte()
    {
        string[] names =
        [
            " leading and trailing ", "it's \"quoted\"", "two\nlines", "back\\slash", "-rf", "--", "*?[x]", "$HOME`x`", "e\u0301 combining", "\u00e9 composed",
            "\ud83d\ude00", "\u202eright to left", new string('n', 255), "con", "trailing.", "~", ".hidden", "tab\there", "%s", "\u0001",
        ];
        var manifest = Manifest.Of(names.SelectMany(name => new[]
        {
            disk.Content.File("files/" + name, name), disk.Content.Link("links/" + name, "../files/" + name[..Math.Min(9, name.Length)]),
            ManifestEntry.EmptyDirectory("empty/" + name), disk.Content.File($"directories/{name}/file", "in " + name),
        }));

        await disk.PlaceAsync(manifest, publishAs: "Apps & more/it's -here");
        var moved = await disk.PlaceAsync(manifest);

        Assert.Equal(0, moved.SentBytes);
        var read = TreeReader.Read(disk.At("viewer"))!;
        Assert.Equal(manifest.Entries.Length, read.Count);
        Assert.All(names, name =>
        {
            Assert.Equal(name, read["files/" + name]);
            Assert.Equal("in " + name, read[$"directories/{name}/file"]);
            Assert.Equal("/", read["empty/" + name]);
        });
        Assert.Empty(await disk.DriftAsync(manifest));
        Assert.Empty(await disk.DriftAsync(manifest, ProofKind.Read));
    }

    [Fact]
    public async Task Place_DeeperThanAPathMayBe_Works()
    {
        var deep = string.Join('/', Enumerable.Repeat(new string('d', 200), 60));
        var manifest = Manifest.Of([disk.Content.File(deep + "/file", "deep"), ManifestEntry.EmptyDirectory(deep + "/empty")]);
        await disk.PlaceAsync(manifest);
        await disk.PlaceAsync(disk.Content.Package(("shallow", "1")));
        await disk.PlaceAsync(manifest);

        Assert.True(deep.Length > 4096);
        Assert.Empty(await disk.DriftAsync(manifest, ProofKind.Read));

        await disk.Server.WithdrawAsync(disk.Viewer, disk.NextOrder(), default);
        await disk.Server.CleanAsync(disk.Viewer, [manifest.Digest], [], default);
        Assert.Single(Directory.GetDirectories(disk.Ours("trees")));
    }

    [Fact]
    public async Task Place_NameTooLongForTheFileSystem_IsABadName()
    {
        var request = disk.Request(Manifest.Of([disk.Content.File(new string('n', 256), "x")]));

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(request));

        Assert.Equal(TroubleKind.BadName, trouble.Kind);
        Assert.Contains("File name too long", trouble.Message);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc")]
    [InlineData("a/../../b")]
    [InlineData(".reconciler/trees/x")]
    [InlineData("Apps/.Reconciler")]
    [InlineData("")]
    public async Task AnyStep_PathThatLeavesOrIsOurs_IsRefused(string publishAs)
    {
        var request = disk.Request(disk.Content.Package(("a", "1"))) with { Place = new(new("viewer"), publishAs) };

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(request));

        Assert.Equal(TroubleKind.BadName, trouble.Kind);
    }

    [Fact]
    public async Task Place_TwentyThousandFiles_ArePlacedAndReused()
    {
        var manifest = Manifest.Of(Enumerable.Range(0, 20_000).Select(i => disk.Content.File($"d{i % 100}/f{i}", $"file {i}")));
        var update = Manifest.Of([.. manifest.Entries, disk.Content.File("one-more", "1")]);

        await disk.PlaceAsync(manifest);
        Assert.Empty(await disk.DriftAsync(manifest));
        Assert.Equal(1, (await disk.PlaceAsync(update)).SentBytes);
        Assert.Empty(await disk.DriftAsync(update));
    }
}

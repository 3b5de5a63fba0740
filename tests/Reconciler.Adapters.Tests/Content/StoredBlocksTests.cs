using Reconciler.Adapters.Content;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Content;

public sealed class StoredBlocksTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();
    private readonly ContentStore store;
    private readonly byte[] bytes = new byte[3 << 20];
    private readonly Manifest manifest;

    public StoredBlocksTests()
    {
        new Random(1).NextBytes(bytes);
        store = new(temporary.Path);
        using var ingest = store.Ingest_NeedsLock();
        var id = ingest.Add(new MemoryStream(bytes), default);
        manifest = Manifest.Of([ManifestEntry.File("large", isExecutable: false, id.SizeBytes, id.Digest)]);
        ingest.Complete(manifest);
    }

    private Digest Large => manifest.Entries[0].Digest;

    [Fact]
    public void Cut_OfWhatIsStored_IsRememberedByTheNextProcess()
    {
        Assert.Null(store.FindBlocks(Large));

        var blocks = store.CutBlocks(Large);

        using var cutter = new BlockCutter();
        cutter.Append(bytes);
        Assert.Equal(new(Large, cutter.Complete()), blocks);
        store.Discard_NeedsLock(Large);
        Assert.Equal(blocks, new ContentStore(temporary.Path).FindBlocks(Large));
    }

    [Fact]
    public void Cut_OfWhatIsNotStoredOrDamaged_IsNull()
    {
        Assert.Null(store.CutBlocks(Digest.Of("nowhere"u8)));
        var file = store.FindPath(Large)!;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(file, "short");

        Assert.Null(new ContentStore(temporary.Path).CutBlocks(Large));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public void Find_KeptTextIsDamaged_CutsAnew(string text)
    {
        var blocks = store.CutBlocks(Large);
        File.WriteAllText(Path.Combine(temporary.Path, "blocks", Large.ToString()), text);

        Assert.Null(store.FindBlocks(Large));
        Assert.Equal(blocks, store.CutBlocks(Large));
    }

    [Fact]
    public void Collect_FileThatNoManifestNames_LosesItsBlocksToo()
    {
        store.CutBlocks(Large);

        store.Collect_NeedsLock(new HashSet<Digest> { manifest.Digest }, DateTimeOffset.UtcNow.AddHours(1), default);
        Assert.NotNull(store.FindBlocks(Large));
        store.Collect_NeedsLock(new HashSet<Digest>(), DateTimeOffset.UtcNow.AddHours(1), default);

        Assert.Null(store.FindBlocks(Large));
    }

    public void Dispose() => temporary.Dispose();
}

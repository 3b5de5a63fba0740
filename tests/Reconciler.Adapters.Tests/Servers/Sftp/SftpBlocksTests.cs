using Reconciler.Core.Blocks;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers.Sftp;

/// <summary>Updates of large files, which are put together on the server.</summary>
public sealed class SftpBlocksTests : IDisposable
{
    private const int Size = 16 << 20;

    private readonly SftpOnDisk disk = new();
    private readonly byte[] former = Bytes(1, Size);

    [Fact]
    public async Task Update_AMebibyteChangedInALargeFile_SendsLittleMoreThanThat()
    {
        using var relay = new SlowRelay(disk.Host.Server.Port, long.MaxValue);
        disk.Host.Server.KnowAt(relay.Port);
        var server = disk.Connect(relay.Port);
        await disk.PlaceAsync(server, disk.Request(Package(former)));
        var before = relay.AskedBytes + relay.AnsweredBytes;
        var next = Changed();

        var staged = await disk.PlaceAsync(server, disk.Request(Package(next)));

        Assert.InRange(relay.AskedBytes + relay.AnsweredBytes - before, 1 << 20, 3 << 20);
        Assert.InRange(staged.SentBytes, 1 << 20, 3 << 20);
        Assert.Equal(ProofKind.Stat, staged.Proof);
        Assert.Equal(Digest.Of(next), Published());
    }

    [Fact]
    public async Task Update_BytesPutInAtTheFront_SendsLittle()
    {
        var server = disk.Connect();
        await disk.PlaceAsync(server, disk.Request(Package(former)));
        byte[] next = [.. "put in"u8, .. former];

        var staged = await disk.PlaceAsync(server, disk.Request(Package(next)));

        Assert.InRange(staged.SentBytes, 1, 1 << 20);
        Assert.Equal(Digest.Of(next), Published());
    }

    [Fact]
    public async Task Update_FileThatGotAnotherName_SendsLittle()
    {
        var server = disk.Connect();
        await disk.PlaceAsync(server, disk.Request(Manifest.Of([disk.Content.File("viewer-1.bin", former)])));
        var next = Changed();

        var staged = await disk.PlaceAsync(server, disk.Request(Package(next)));

        Assert.InRange(staged.SentBytes, 1 << 20, 3 << 20);
        Assert.Equal(Digest.Of(next), Published());
    }

    [Fact]
    public async Task Update_FromASiteServerWithoutTheFormerVersion_GoesByTheServersList()
    {
        await PlaceAndForgetAsync();
        var next = Changed();

        var staged = await disk.PlaceAsync(disk.Connect(), disk.Request(Package(next)));

        Assert.InRange(staged.SentBytes, 1 << 20, 3 << 20);
        Assert.Equal(Digest.Of(next), Published());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("shorter")]
    [InlineData("longer")]
    [InlineData("forged")]
    public async Task Update_ServersListIsWrong_SendsEverything(string planted)
    {
        var list = await PlaceAndForgetAsync();
        var whole = BlocksText.Read(File.ReadAllBytes(list)).Single();
        var next = Changed();
        using var cutter = new BlockCutter();
        cutter.Append(next);
        File.WriteAllBytes(list, planted switch
        {
            "forged" => BlocksText.Write([whole with { Blocks = cutter.Complete() }]),
            "shorter" => BlocksText.Write([whole with { Blocks = whole.Blocks[1..] }]),
            "longer" => BlocksText.Write([whole with { Blocks = [.. whole.Blocks, .. whole.Blocks] }]),
            _ => System.Text.Encoding.ASCII.GetBytes(planted),
        });

        var staged = await disk.PlaceAsync(disk.Connect(), disk.Request(Package(next)));

        Assert.Equal(Size, staged.SentBytes);
        Assert.Equal(Digest.Of(next), Published());
    }

    [Fact]
    public async Task Update_ListIsALinkElsewhere_SendsEverythingAndReplacesIt()
    {
        var list = await PlaceAndForgetAsync();
        var elsewhere = Path.Combine(disk.Outside, "theirs");
        File.Move(list, elsewhere);
        File.CreateSymbolicLink(list, elsewhere);

        await disk.PlaceAsync(disk.Connect(), disk.Request(Package(Changed())));

        Assert.Single(Directory.GetFiles(disk.Outside));
    }

    [Fact]
    public async Task Update_FormerFileWasTouched_SendsEverything()
    {
        var server = disk.Connect();
        await disk.PlaceAsync(server, disk.Request(Package(former)));
        using (var file = File.OpenWrite(disk.At("viewer", "viewer.bin")))
            file.WriteByte(7);
        var next = Changed();

        var staged = await disk.PlaceAsync(server, disk.Request(Package(next)));

        Assert.Equal(Size, staged.SentBytes);
        Assert.Equal(Digest.Of(next), Published());
    }

    [Fact]
    public async Task Update_ServerCannotCopy_SendsEverything()
    {
        using var plain = new SftpOnDisk($"{SftpOnDisk.Program} -P copy-data");
        var server = plain.Connect();
        await plain.PlaceAsync(server, plain.Request(Manifest.Of([plain.Content.File("viewer.bin", former)])));

        var staged = await plain.PlaceAsync(server, plain.Request(Manifest.Of([plain.Content.File("viewer.bin", Changed())])));

        Assert.Equal(Size, staged.SentBytes);
    }

    [Fact]
    public async Task Refresh_AfterDrift_ReusesOnlyWhatTheServerHashes()
    {
        var server = disk.Connect();
        await disk.PlaceAsync(server, disk.Request(Package(former)));
        Damage(disk.At("viewer", "viewer.bin"));
        var next = Changed();

        var staged = await disk.PlaceAsync(server, disk.Request(Package(next)) with { MustRead = true });

        Assert.Equal(Digest.Of(next), Published());
        Assert.InRange(staged.SentBytes, Size, Size + (3 << 20));
    }

    [Fact]
    public async Task Clean_LastTree_TakesItsListAlong()
    {
        var server = disk.Connect();
        await disk.PlaceAsync(server, disk.Request(Package(former)));
        await disk.PlaceAsync(server, disk.Request(Package(Changed())));
        Assert.Equal(2, Lists().Length);

        await server.CleanAsync(disk.Viewer, [Package(former).Digest], [], default);

        Assert.Equal([Package(Changed()).Digest.ToString()], Lists().Select(Path.GetFileName));
    }

    [Fact]
    public async Task Sweep_ListWithoutATree_IsDeletedWhenItIsOld()
    {
        var server = disk.Connect();
        await disk.PlaceAsync(server, disk.Request(Package(former)));
        var left = Path.Combine(Path.GetDirectoryName(Lists().Single())!, Digest.Of("gone"u8).ToString());
        File.WriteAllText(left, "left by a kill");

        await server.SweepAsync(DateTimeOffset.UtcNow.AddHours(-1), [], default);
        Assert.Equal(2, Lists().Length);
        await server.SweepAsync(DateTimeOffset.UtcNow.AddHours(1), [], default);

        Assert.Equal([Package(former).Digest.ToString()], Lists().Select(Path.GetFileName));
    }

    [Fact]
    public async Task Verify_ByRemoteHash_FindsWhatHasTheSameSizeAndTime()
    {
        var manifest = Manifest.Of([disk.Content.File("viewer.bin", former), disk.Content.File("-rf; $(touch x)\n'odd\\", Bytes(3, 100_000)), disk.Content.File("empty", [])]);
        var server = disk.Connect();
        await disk.PlaceAsync(server, disk.Request(manifest));

        var sound = await server.VerifyAsync(disk.Viewer, manifest, ProofKind.RemoteHash, [], default);
        Assert.True(sound.IsEqual);
        Assert.Equal(ProofKind.RemoteHash, sound.Proof);
        Damage(disk.At("viewer", "viewer.bin"));

        var damaged = await server.VerifyAsync(disk.Viewer, manifest, ProofKind.RemoteHash, [], default);
        Assert.Equal([new(DifferenceKind.ContentDiffers, "viewer.bin")], damaged.Differences);
    }

    [Fact]
    public async Task Verify_ByRemoteHashWithoutAShell_ReadsBack()
    {
        using var plain = new SftpOnDisk("internal-sftp", "ForceCommand internal-sftp");
        var manifest = Manifest.Of([plain.Content.File("viewer.bin", former)]);
        var server = plain.Connect();
        await plain.PlaceAsync(server, plain.Request(manifest));
        Damage(plain.At("viewer", "viewer.bin"));

        var verification = await server.VerifyAsync(plain.Viewer, manifest, ProofKind.RemoteHash, [], default);

        Assert.Equal(ProofKind.Read, verification.Proof);
        Assert.Equal([new(DifferenceKind.ContentDiffers, "viewer.bin")], verification.Differences);
    }

    public void Dispose() => disk.Dispose();

    private Manifest Package(byte[] bytes) => Manifest.Of([disk.Content.File("viewer.bin", bytes)]);

    private Digest Published() => Digest.Of(File.ReadAllBytes(disk.At("viewer", "viewer.bin")));

    private string[] Lists() => Directory.GetFiles(disk.At(".reconciler", "blocks"));

    private byte[] Changed()
    {
        var next = former.ToArray();
        Bytes(2, 1 << 20).CopyTo(next, Size / 3);
        return next;
    }

    /// <returns>The list of its blocks, which only the server has now.</returns>
    private async Task<string> PlaceAndForgetAsync()
    {
        await disk.PlaceAsync(disk.Connect(), disk.Request(Package(former)));
        disk.Content.Forget(Digest.Of(former));
        disk.Content.ForgetBlocks();
        return Lists().Single();
    }

    /// <summary>A disk that loses bits: size and time stay.</summary>
    private static void Damage(string path)
    {
        var time = File.GetLastWriteTimeUtc(path);
        using (var file = File.OpenWrite(path))
        {
            file.Position = Size - (1 << 20);
            file.WriteByte(77);
        }

        File.SetLastWriteTimeUtc(path, time);
    }

    private static byte[] Bytes(int seed, int size)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}

using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers.Sftp;

/// <summary>Servers that cannot do everything, cannot be reached, break off, or are full.</summary>
public sealed class SftpTroubleTests
{
    private const string WithoutExtensions =
        $"{SftpOnDisk.Program} -P posix-rename,statvfs,fstatvfs,hardlink,fsync,lsetstat,limits,expand-path,copy-data,home-directory,users-groups-by-id";

    [Fact]
    public async Task Stage_NothingCanBeReplacedInOneStep_SaysWhatToWrite()
    {
        using var disk = new SftpOnDisk(WithoutExtensions);
        var server = disk.Connect();
        await server.OpenAsync(default);

        Assert.Equal(Atomicity.None, await server.ProbeAsync(default));
        var refused = await FailsAsync(TroubleKind.NotSupported, () => disk.StageAsync(server, disk.Request(disk.Content.Package(("a", "1")))));
        Assert.Contains("write 'acceptNonAtomic: true'", refused.Message);
    }

    [Fact]
    public async Task Life_WithoutAnyExtension_IsTheSameAtLevelNone()
    {
        using var disk = new SftpOnDisk(WithoutExtensions);
        var server = disk.Connect(acceptsNonAtomic: true);
        Assert.Null((await server.OpenAsync(default)).FreeBytes);
        await disk.PlaceAsync(server, disk.Request(disk.Content.Package(("a", "one"), ("b", "same"))));
        var update = disk.Content.Package(("a", "two"), ("b", "same"));

        var staged = await disk.PlaceAsync(server, disk.Request(update));

        Assert.Equal(7, staged.SentBytes);
        Assert.Equal("two", File.ReadAllText(disk.At("viewer", "a")));
        Assert.True((await server.VerifyAsync(disk.Viewer, update, ProofKind.Read, [], default)).IsEqual);
        await server.WithdrawAsync(disk.Viewer, new(2, 1), default);
        await server.CleanAsync(disk.Viewer, [.. (await server.LookAsync(disk.Viewer, default)).OutOfSight.Select(tree => tree.Digest)], [], default);
        Assert.Empty(Directory.GetFileSystemEntries(disk.At(".reconciler", "receipts")));
        Assert.Equal([".reconciler"], Directory.GetFileSystemEntries(disk.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Update_NoHardLinks_CopiesThereWithoutSending()
    {
        using var disk = new SftpOnDisk($"{SftpOnDisk.Program} -P hardlink");
        var server = disk.Connect();
        await disk.PlaceAsync(server, disk.Request(disk.Content.Package(("a", "one"), ("b", "same"))));

        var staged = await disk.PlaceAsync(server, disk.Request(disk.Content.Package(("a", "two"), ("b", "same"))));

        Assert.Equal(3, staged.SentBytes);
        Assert.Equal("same", File.ReadAllText(disk.At("viewer", "b")));
    }

    [Fact]
    public async Task Stage_CutInTheMiddle_GoesOnWhereItWas()
    {
        using var disk = new SftpOnDisk();
        var bytes = new byte[24 << 20];
        new Random(3).NextBytes(bytes);
        var manifest = Core.Content.Manifest.Of([disk.Content.File("big", bytes)]);
        var relay = new SlowRelay(disk.Host.Server.Port, fullSpeedBytes: long.MaxValue);
        disk.Host.Server.KnowAt(relay.Port);
        var sent = 0L;

        var cut = await FailsAsync(TroubleKind.Unreachable, () => disk.StageAsync(disk.Connect(relay.Port), disk.Request(manifest), new SftpOnDisk.Told(count =>
        {
            if (Interlocked.Add(ref sent, count) > 16 << 20)
                relay.Dispose();
        })));
        Assert.Contains("127.0.0.1", cut.Message);
        Assert.False(Directory.Exists(disk.At("viewer")));

        var server = disk.Connect();
        var staged = await disk.PlaceAsync(server, disk.Request(manifest));

        Assert.InRange(staged.SentBytes, 1, 20 << 20);
        Assert.Equal(bytes, File.ReadAllBytes(disk.At("viewer", "big")));
        Assert.Single(Directory.GetDirectories(disk.At(".reconciler", "trees")));
    }

    [Fact]
    public async Task Open_HostThatIsMute_EndsWhenItIsCancelled()
    {
        using var disk = new SftpOnDisk();
        using var mute = new SlowRelay();
        using var cancelling = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => disk.Connect(mute.Port).OpenAsync(cancelling.Token));

        for (var tries = 0; mute.Connections > 0 && tries < 100; tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(0, mute.Connections);
    }

    [Fact]
    public async Task Open_NobodyListens_IsUnreachable()
    {
        using var disk = new SftpOnDisk();
        disk.Host.Server.Stop();

        var trouble = await FailsAsync(TroubleKind.Unreachable, () => disk.Connect().OpenAsync(default));

        Assert.Contains("Connection refused", trouble.Message);
    }

    [Fact]
    public async Task Open_StrangersKey_IsARefusedLogin() =>
        await RefusedAsync(disk => disk.Connect(key: "stranger"), "refuses the login");

    [Fact]
    public async Task Open_KeyThatOthersMayRead_IsTold() => await RefusedAsync(
        disk =>
        {
            new ProcessRun("chmod", "644", disk.Host.Server.File("client")).Run().EnsureSuccess();
            return disk.Connect();
        },
        "since others may read it");

    [Fact]
    public async Task Open_AnotherHostKey_IsTold() => await RefusedAsync(
        disk =>
        {
            disk.Host.Server.ExpectAnotherHostKey();
            return disk.Connect();
        },
        "is not the one that is known here");

    [Fact]
    public async Task Open_UnknownHostKey_IsToldWithWhatToDo() => await RefusedAsync(
        disk =>
        {
            disk.Host.Server.ForgetHostKey();
            return disk.Connect();
        },
        "ssh-keyscan");

    [Fact]
    public async Task Open_NoSuchRoot_IsNotMounted()
    {
        using var disk = new SftpOnDisk();

        await FailsAsync(TroubleKind.NotMounted, () => disk.Connect(root: disk.At("nowhere")).OpenAsync(default));
    }

    [Fact]
    public async Task Open_NoSftpThere_IsTold()
    {
        using var disk = new SftpOnDisk("/bin/echo welcome to this host");

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.Connect().OpenAsync(default));

        Assert.Contains("no packet of SFTP", trouble.Message);
    }

    [Fact]
    public async Task Stage_FullDisk_IsNoSpace()
    {
        using var disk = new SftpOnDisk();
        using var small = Mount.Tmpfs(disk.Root, megabytes: 8);
        var server = disk.Connect();

        await FailsAsync(TroubleKind.NoSpace, () => disk.StageAsync(server, disk.Request(Core.Content.Manifest.Of([disk.Content.File("big", new byte[12 << 20])]))));
        await disk.PlaceAsync(server, disk.Request(disk.Content.Package(("a", "one"))));

        Assert.Equal("one", File.ReadAllText(disk.At("viewer", "a")));
    }

    private static async Task RefusedAsync(Func<SftpOnDisk, IServer> connect, string message)
    {
        using var disk = new SftpOnDisk();

        var trouble = await FailsAsync(TroubleKind.Credentials, () => connect(disk).OpenAsync(default));

        Assert.Contains(message, trouble.Message);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Root));
    }

    private static async Task<ServerException> FailsAsync(TroubleKind kind, Func<Task> action)
    {
        var exception = await Assert.ThrowsAsync<ServerException>(action);
        Assert.True(kind == exception.Kind, $"{exception.Kind}: {exception.Message}");
        return exception;
    }
}

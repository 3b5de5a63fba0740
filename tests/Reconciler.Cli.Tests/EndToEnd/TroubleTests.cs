namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A server that cannot be used says so in its own words, blocks nobody, and catches up.</summary>
public sealed class TroubleTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly string disk;

    public TroubleTests()
    {
        disk = site.MakeDirectory("disks/two");
        site.Allow("roots", site.Place("disks"));
        site.Repository.Write("packages/viewer/app.txt", "one");
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", $"dp-2={disk}"));
        site.Commit("packages.yaml", SiteServer.Package("viewer"));
    }

    [Fact]
    public async Task Root_ThatIsNotThere_OwesAndCatchesUp()
    {
        await site.ConvergeAsync();
        Directory.Move(disk, disk + ".away");
        Update("two");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Equal("two", Read(site.RootOf("dp-1")));
        Assert.Contains("! update viewer", sync.StandardOutput);
        Assert.Contains("-> dp-2 (not-mounted since", sync.StandardOutput);
        Assert.Contains("(1 placement owed)", sync.StandardError);
        Assert.False(Directory.Exists(disk));

        Directory.Move(disk + ".away", disk);
        Assert.Contains("Done: 1 updated", await site.ConvergeAsync());
        Assert.Equal("two", Read(disk));
    }

    [Fact]
    public async Task Root_ThatIsAnEmptyMountPoint_IsNeverWrittenTo()
    {
        await site.ConvergeAsync();
        Directory.Move(disk, disk + ".away");
        Directory.CreateDirectory(disk);
        Update("two");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("(not-mounted since", sync.StandardOutput);
        Assert.Contains("is it mounted?", sync.StandardError);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk));
    }

    [Fact]
    public async Task Root_ClaimedByAnotherEstate_IsLeftAsItIs()
    {
        using (var other = new SiteServer())
        {
            other.Allow("roots", site.Place("disks"));
            other.Repository.Write("packages/theirs/app.txt", "theirs");
            other.Commit("all.yaml", SiteServer.Servers($"dp={disk}") + SiteServer.Package("theirs"));
            await other.ConvergeAsync();
        }

        var before = await DiskTree.IdentitiesAsync(disk);
        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("-> dp-2 (foreign since", sync.StandardOutput);
        Assert.Contains("reconciler adopt --estate", sync.StandardError);
        Assert.Equal(before, await DiskTree.IdentitiesAsync(disk));
        Assert.Equal("one", Read(site.RootOf("dp-1")));
    }

    [Fact]
    public async Task Directory_ThatSomebodyElseMade_IsAConflictWhenItDiffers()
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(disk, "viewer")).FullName, "mine.txt"), "mine");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("! place viewer", sync.StandardOutput);
        Assert.Contains("(conflict", sync.StandardOutput);
        Assert.Contains("was not placed by Reconciler", sync.StandardError);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(disk, "viewer", "mine.txt")));
        Assert.Equal("one", Read(site.RootOf("dp-1")));
    }

    [Fact]
    public async Task Directory_ThatSomebodyElseMade_IsTakenOverWhenItIsEqual()
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(disk, "viewer")).FullName, "app.txt"), "one");
        var before = await DiskTree.IdentitiesAsync(Path.Combine(disk, "viewer"));

        var sync = await site.ConvergeAsync();

        Assert.Contains("was there already on dp-2", sync);
        Assert.Equal(before, await DiskTree.IdentitiesAsync(Path.Combine(disk, "viewer")));
    }

    [Fact]
    public async Task Record_WithoutReceiptAndTree_IsPlacedAgain()
    {
        await site.ConvergeAsync();
        Directory.Delete(Path.Combine(disk, "viewer"), recursive: true);
        Update("two");

        await site.ConvergeAsync();

        Assert.Equal("two", Read(disk));
    }

    [Fact]
    public async Task File_ChangedWithoutATraceInSizeAndTime_IsFoundByReadingAndRepaired()
    {
        await site.ConvergeAsync();
        var file = Path.Combine(disk, "viewer", "app.txt");
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "0ne");
        File.SetLastWriteTimeUtc(file, time);

        Assert.Contains("No changes.", await site.ConvergeAsync());
        var verify = await site.RunAsync("verify", "--proof", "read");
        Assert.Equal(3, verify.ExitCode);
        Assert.Contains("app.txt", verify.StandardOutput);

        Assert.Contains("1 refreshed", await site.ConvergeAsync());
        Assert.Equal("one", Read(disk));
        Assert.Equal(0, (await site.RunAsync("verify", "--proof", "read")).ExitCode);
    }

    [Fact]
    public async Task Disk_ThatIsFull_FailsAloneAndIsNotHammered()
    {
        using var small = Tmpfs.Mount(site.MakeDirectory("disks/small"), "8m");
        site.Repository.Write("packages/viewer/large.bin", new byte[12 << 20]);
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", $"dp-2={small.Path}"));

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("no-space", sync.StandardOutput);
        Assert.Equal("one", Read(site.RootOf("dp-1")));
        Assert.False(Directory.Exists(Path.Combine(small.Path, "viewer")));

        site.Repository.Write("packages/viewer/large.bin", new byte[1 << 20]);
        site.Repository.Commit();
        await site.ConvergeAsync();
        Assert.Equal("one", Read(small.Path));
    }

    [Fact]
    public async Task Disk_ThatIsReadOnly_FailsAlone()
    {
        using var mounted = Tmpfs.Mount(site.MakeDirectory("disks/sealed"), "8m");
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", $"dp-2={mounted.Path}"));
        await site.ConvergeAsync();
        mounted.Remount("ro");
        Update("two");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("Read-only file system", sync.StandardError);
        Assert.Equal("two", Read(site.RootOf("dp-1")));
        Assert.Equal("one", Read(mounted.Path));

        mounted.Remount("rw");
        await site.ConvergeAsync();
        Assert.Equal("two", Read(mounted.Path));
    }

    [Fact]
    public async Task State_HeldByAnotherProgram_IsNotEntered()
    {
        await site.ConvergeAsync();
        using var holder = await LockHolder.TakeAsync(Path.Combine(site.State, "lock"));

        var sync = await site.SyncAsync();

        Assert.Equal(6, sync.ExitCode);
        Assert.Equal(0, (await site.PlanAsync()).ExitCode);
    }

    public void Dispose() => site.Dispose();

    private void Update(string text)
    {
        site.Repository.Write("packages/viewer/app.txt", text);
        site.Repository.Commit();
    }

    private static string Read(string root) => File.ReadAllText(Path.Combine(root, "viewer", "app.txt"));
}

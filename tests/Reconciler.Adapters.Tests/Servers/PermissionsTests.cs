using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>Declared permissions, as <c>stat</c> sees them.</summary>
public sealed class PermissionsTests : IDisposable
{
    private static readonly Permissions restricted = new(0x1A0, 0x1E8);

    private readonly ServerOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Place_WithPermissions_GivesThemToEverything()
    {
        disk.SetMode("2755");
        disk.Restart(restricted);

        await disk.PlaceAsync(Manifest(), publishAs: "Apps/viewer");

        Assert.Equal(
            ["2750 Apps", "2750 Apps/viewer", "0640 Apps/viewer/a", "2750 Apps/viewer/empty", "0750 Apps/viewer/run", "2750 Apps/viewer/sub", "0640 Apps/viewer/sub/b"],
            Modes());
        Assert.Equal("2755", Octal(disk.Status(".reconciler", "trees").Mode));
    }

    [Fact]
    public async Task Place_WithFilesOnly_InheritsTheDirectories()
    {
        disk.SetMode("0711");
        disk.Restart(new(0x180, null));

        await disk.PlaceAsync(Manifest());

        Assert.Equal(["0711 viewer", "0600 viewer/a", "0711 viewer/empty", "0700 viewer/run", "0711 viewer/sub", "0600 viewer/sub/b"], Modes());
    }

    [Fact]
    public async Task Change_OfPermissions_BringsWhatIsThereToThemWithoutACopy()
    {
        disk.SetMode("0755");
        await disk.PlaceAsync(Manifest(), publishAs: "Apps/viewer");
        var before = disk.Status("Apps", "viewer", "a");
        disk.Restart(restricted);

        var staged = await disk.PlaceAsync(disk.Request(Manifest(), publishAs: "Apps/viewer") with { MustRead = true });

        Assert.Equal(0, staged.SentBytes);
        Assert.Equal(
            ["0750 Apps", "0750 Apps/viewer", "0640 Apps/viewer/a", "0750 Apps/viewer/empty", "0750 Apps/viewer/run", "0750 Apps/viewer/sub", "0640 Apps/viewer/sub/b"],
            Modes());
        Assert.NotEqual(before.Inode, disk.Status("Apps", "viewer", "a").Inode);
        Assert.Equal(before.ModifiedNs, disk.Status("Apps", "viewer", "a").ModifiedNs);
        Assert.Empty(Directory.GetFiles(disk.Ours("staging")));
    }

    [Fact]
    public async Task Change_OfPermissions_LeavesSomebodyElsesDirectoriesAlone()
    {
        Directory.CreateDirectory(disk.At("Apps"));
        disk.SetMode("0775", "Apps");
        disk.Restart(restricted);

        await disk.PlaceAsync(Manifest(), publishAs: "Apps/viewer");

        Assert.Equal("0775", Octal(disk.Status("Apps").Mode));
    }

    [Fact]
    public async Task Change_TakenBack_BringsOurOwnParentsBack()
    {
        disk.SetMode("0755");
        disk.Restart(restricted);
        await disk.PlaceAsync(Manifest(), publishAs: "Apps/viewer");
        disk.Restart();

        await disk.PlaceAsync(Manifest(), publishAs: "Apps/viewer");

        Assert.Equal(
            ["0755 Apps", "0755 Apps/viewer", "0644 Apps/viewer/a", "0755 Apps/viewer/empty", "0755 Apps/viewer/run", "0755 Apps/viewer/sub", "0644 Apps/viewer/sub/b"],
            Modes());
    }

    [Fact]
    public async Task Update_PermissionsInherited_LeavesAParentThatSomebodyOpened()
    {
        disk.SetMode("0755");
        await disk.PlaceAsync(Manifest(), publishAs: "Apps/viewer");
        disk.SetMode("0775", "Apps");

        await disk.PlaceAsync(disk.Content.Package(("a", "another")), publishAs: "Apps/viewer");

        Assert.Equal("0775", Octal(disk.Status("Apps").Mode));
    }

    [Fact]
    public async Task Sweep_AfterAChange_DeletesTheFormerCopies()
    {
        await disk.PlaceAsync(Manifest());
        disk.Restart(restricted);
        await disk.PlaceAsync(Manifest());
        Assert.Single(Directory.GetDirectories(disk.Ours("trees")));

        await disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);

        Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));
        Assert.Empty(await disk.DriftAsync(Manifest(), ProofKind.Read));
    }

    [Fact]
    public async Task Rollback_ToATreeOfOtherPermissions_GivesItTodaysWithoutACopy()
    {
        disk.SetMode("0755");
        await disk.PlaceAsync(Manifest());
        disk.Restart(restricted);
        await disk.PlaceAsync(disk.Content.Package(("a", "another")));

        var staged = await disk.PlaceAsync(Manifest());

        Assert.Equal(0, staged.SentBytes);
        Assert.Equal("0640", Octal(disk.Status("viewer", "a").Mode));
    }

    [Fact]
    public async Task Stage_InterruptedWithOtherPermissions_IsBegunAnew()
    {
        disk.SetMode("0755");
        await disk.StageAsync(disk.Request(Manifest()));
        disk.Restart(restricted);

        await disk.PlaceAsync(Manifest());

        Assert.Equal(["0750 viewer", "0640 viewer/a", "0750 viewer/empty", "0750 viewer/run", "0750 viewer/sub", "0640 viewer/sub/b"], Modes());
        Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));
    }

    [Theory]
    [InlineData("a", "0644", "ModeDiffers a")]
    [InlineData("sub", "0777", "ModeDiffers sub")]
    [InlineData("", "0755", "ModeDiffers")]
    public async Task Verify_SomebodyChangedAMode_SaysWhichAndRefreshRepairsIt(string path, string mode, string expected)
    {
        disk.Restart(restricted);
        await disk.PlaceAsync(Manifest());
        disk.SetMode(mode, path.Length == 0 ? ["viewer"] : ["viewer", path]);

        Assert.Equal([expected], await disk.DriftAsync(Manifest(), ProofKind.Read));

        await disk.PlaceAsync(disk.Request(Manifest()) with { MustRead = true });
        Assert.Empty(await disk.DriftAsync(Manifest(), ProofKind.Read));
    }

    [Fact]
    public async Task Adopt_TreeThatHasThemAlready_CountsAsGiven()
    {
        disk.Restart(restricted);
        await disk.PlaceAsync(Manifest());
        File.Delete(disk.Ours("receipts", "viewer.json"));

        Assert.True((await disk.Server.AdoptAsync(disk.Request(Manifest()), [], default)).IsEqual);
        Assert.Equal(restricted, (await disk.Server.LookAsync(disk.Viewer, default)).Current!.Permissions);

        disk.SetMode("0644", "viewer", "a");
        File.Delete(disk.Ours("receipts", "viewer.json"));
        await disk.Server.AdoptAsync(disk.Request(Manifest()), [], default);
        Assert.Equal(default, (await disk.Server.LookAsync(disk.Viewer, default)).Current!.Permissions);
    }

    private Manifest Manifest() => Core.Content.Manifest.Of(
    [
        disk.Content.File("a", "one"), disk.Content.File("sub/b", "two"), ManifestEntry.EmptyDirectory("empty"),
        disk.Content.File("run", "#!/bin/sh") with { IsExecutable = true },
    ]);

    /// <summary>Of everything but our own folder, as <c>mode path</c>.</summary>
    private string[] Modes() =>
    [
        .. new ProcessRun("find", ".", "-mindepth", "1", "-path", "./.reconciler", "-prune", "-o", "-printf", "%04m %P\\n") { WorkingDirectory = disk.Root }
            .Run().EnsureSuccess().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).OrderBy(line => line[5..], StringComparer.Ordinal),
    ];

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}

using System.Globalization;
using System.Security.Cryptography;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The state is not what it was, or stands where it cannot be kept: nothing is guessed, and what to do is said.</summary>
public sealed class StateTroubleTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly string disk;

    public StateTroubleTests()
    {
        disk = site.MakeDirectory("disks/one");
        site.Allow("roots", site.Place("disks"));
        site.Repository.Write("packages/viewer/app.txt", "one");
        site.Commit("all.yaml", SiteServer.Servers($"dp-1={disk}") + SiteServer.Package("viewer"));
    }

    [Fact]
    public async Task State_RestoredFromABackup_GoesOnFromWhatTheServersHold()
    {
        await site.ConvergeAsync();
        await CopyAsync(site.State, site.Place("backup"));
        foreach (var text in new[] { "two", "three", "four" })
        {
            Update(text);
            await site.ConvergeAsync();
        }

        Directory.Delete(site.State, recursive: true);
        await CopyAsync(site.Place("backup"), site.State);

        var sync = await site.SyncAsync();
        Assert.NotEqual(0, sync.ExitCode);
        Assert.Contains("restored from a backup. Run 'reconciler adopt --write'", sync.StandardError);
        Assert.Equal("four", Shown());

        (await site.RunAsync("adopt", "--write")).EnsureSuccess();
        await site.ConvergeAsync();
        Assert.Equal(0, (await site.PlanAsync("--detailed-exitcode")).ExitCode);
        Update("five");
        await site.ConvergeAsync();
        Assert.Equal("five", Shown());
    }

    [Fact]
    public async Task State_WhereThereAreNoLocks_IsNotWritten()
    {
        RealPart.Require("strace", "apt-get install strace");
        await site.ConvergeAsync();
        Update("two");

        var sync = await UnderStraceAsync("flock", "ENOLCK", Path.Combine(site.State, "lock"), "sync");

        Assert.Equal(1, sync.ExitCode);
        Assert.Contains("No locks available", sync.StandardError);
        Assert.Equal("one", Shown());
        Assert.Contains("Done: 1 updated", await site.ConvergeAsync());
    }

    [Fact]
    public async Task State_OnAFullDisk_ChangesNothingAndGoesOnWhenThereIsRoom()
    {
        using var mounted = Tmpfs.Mount(site.MakeDirectory("state"), "8m");
        await site.ConvergeAsync();
        Update("two");
        var filler = Path.Combine(mounted.Path, "filler");
        Fill(filler);

        var sync = await site.SyncAsync();

        Assert.Equal(1, sync.ExitCode);
        Assert.Contains("No space left on device", sync.StandardError);
        Assert.Equal("one", Shown());
        File.Delete(filler);
        Assert.Contains("Done: 1 updated", await site.ConvergeAsync());
        Assert.Equal("two", Shown());
    }

    [Theory]
    [InlineData("path: packages/large")]
    [InlineData("directory: {0}, follow: true")]
    public async Task State_WithoutRoomForAContent_IsSaidAndNothingIsPlaced(string source)
    {
        using var mounted = Tmpfs.Mount(site.MakeDirectory("state"), "8m");
        await site.ConvergeAsync();
        var large = Path.Combine(site.Repository.Path, "packages", "large");
        Directory.CreateDirectory(large);
        await File.WriteAllBytesAsync(Path.Combine(large, "large.bin"), RandomNumberGenerator.GetBytes(12 << 20), TestContext.Current.CancellationToken);
        site.Settings($$"""{ "allow": { "roots": ["{{site.Place("disks")}}"], "sources": ["{{large}}"] } }""");
        site.Commit("large.yaml", $"---\napiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: large }}\nspec: {{ version: \"1\", source: {{ {string.Format(CultureInfo.InvariantCulture, source, large)} }} }}\n");

        var sync = await site.SyncAsync();

        Assert.Equal(1, sync.ExitCode);
        Assert.Matches("The state cannot be written: .*/content/incoming/.*: No space left on device", sync.StandardError);
        Assert.DoesNotContain("Unhandled", sync.StandardError);
        Assert.Equal("one", Shown());
        mounted.Remount("size=64m");
        Assert.Contains("Done: 1 placed", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Source_ThatCannotBeReadToItsEnd_HoldsItsPackageOnly()
    {
        RealPart.Require("strace", "apt-get install strace");
        var builds = site.MakeDirectory("builds/fonts");
        var file = Path.Combine(builds, "font.ttf");
        await File.WriteAllTextAsync(file, "a font", TestContext.Current.CancellationToken);
        site.Settings($$"""{ "allow": { "roots": ["{{site.Place("disks")}}"], "sources": ["{{site.Place("builds")}}"] } }""");
        site.Commit("fonts.yaml", $"---\napiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: fonts }}\nspec: {{ version: \"1\", source: {{ directory: {builds} }} }}\n");

        var sync = await UnderStraceAsync("read,pread64", "EIO", file, "sync");

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("source-failed", sync.StandardOutput);
        Assert.Equal("one", Shown());
        Assert.False(Directory.Exists(Path.Combine(disk, "fonts")));
        Assert.Contains("Done: 1 placed", await site.ConvergeAsync());
    }

    [Fact]
    public async Task File_ThatTheServerCannotRead_IsNoProofAndNoLoss()
    {
        RealPart.Require("strace", "apt-get install strace");
        await site.ConvergeAsync();

        var verify = await UnderStraceAsync("read,pread64", "EIO", Path.Combine(disk, "viewer", "app.txt"), "verify", "--proof", "read");

        Assert.Equal(3, verify.ExitCode);
        Assert.Contains("Input/output error", verify.StandardOutput + verify.StandardError);
        Assert.Equal(0, (await site.PlanAsync("--detailed-exitcode")).ExitCode);
        Assert.Equal(0, (await site.RunAsync("verify", "--proof", "read")).ExitCode);
    }

    public void Dispose() => site.Dispose();

    /// <summary>The program, whose calls on one file fail.</summary>
    private Task<ProcessResult> UnderStraceAsync(string calls, string error, string path, params string[] arguments)
    {
        var command = site.Command(arguments);
        return new ProcessRun(
            "strace", ["-f", "-qq", "-o", "/dev/null", "-P", path, "-e", $"trace={calls}", "-e", $"inject={calls}:error={error}", command.Program, .. command.Arguments])
        {
            WorkingDirectory = command.WorkingDirectory,
            Variables = command.Variables,
            Timeout = command.Timeout,
        }.RunAsync(TestContext.Current.CancellationToken);
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[512]);
        }
        catch (IOException)
        {
            // Full, which is what it is for.
        }
    }

    private void Update(string text)
    {
        site.Repository.Write("packages/viewer/app.txt", text);
        site.Repository.Commit();
    }

    private string Shown() => File.ReadAllText(Path.Combine(disk, "viewer", "app.txt"));

    private static async Task CopyAsync(string from, string to) => (await new ProcessRun("cp", "-a", from, to).RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();
}

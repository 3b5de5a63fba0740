using System.Globalization;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Directory;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

public sealed class ReadersTests : IDisposable
{
    private const int Publications = 60;

    private readonly ServerOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Update_WhileClientsRead_ThePathIsNeverMissingAndEveryFileIsWhole()
    {
        await disk.PlaceAsync(Version(0));
        using var end = new CancellationTokenSource();
        var reader = Task.Run(() => ReadByPath(end.Token));

        for (var i = 1; i <= Publications; i++)
            await disk.PlaceAsync(Version(i));

        await end.CancelAsync();
        Assert.True(await reader > 0);
    }

    [Fact]
    public async Task Update_ThroughOneOpenDirectory_ShowsOneVersion()
    {
        await disk.PlaceAsync(Version(0));
        using var end = new CancellationTokenSource();
        var reader = Task.Run(() => ReadThroughHandle(end.Token));

        for (var i = 1; i <= Publications; i++)
            await disk.PlaceAsync(Version(i));

        await end.CancelAsync();
        Assert.True(await reader > 0);
    }

    [Fact]
    public async Task UpdateOfVersions_ThroughThePointer_ShowsOneVersionByPathsToo()
    {
        disk.Layout = Layout.Versions;
        disk.Restart();
        await disk.PlaceAsync(disk.Request(Version(0), version: "0"));
        using var end = new CancellationTokenSource();
        var reader = Task.Run(() => ReadThroughPointer(end.Token));

        for (var i = 1; i <= Publications; i++)
            await disk.PlaceAsync(disk.Request(Version(i), version: i.ToString(CultureInfo.InvariantCulture)));

        await end.CancelAsync();
        Assert.True(await reader > 0);
    }

    [Fact]
    public async Task ChangeOfLayout_ToAndFro_ThePathIsNeverMissingAndAPointerNeverNamesHalfAVersion()
    {
        await disk.PlaceAsync(Version(0));
        using var end = new CancellationTokenSource();
        var reader = Task.Run(() => ReadEitherLayout(end.Token));

        for (var i = 1; i <= Publications / 2; i++)
        {
            disk.Layout = i % 2 == 0 ? Layout.Current : Layout.Versions;
            disk.Restart();
            await disk.PlaceAsync(disk.Request(Version(0)));
        }

        await end.CancelAsync();
        Assert.True(await reader > 0);
    }

    private Manifest Version(int i) => disk.Content.Package(("a", $"version {i}"), ("b/c", $"version {i}"), ("z", $"version {i}"));

    private int ReadByPath(CancellationToken end)
    {
        var rounds = 0;
        for (; !end.IsCancellationRequested; rounds++)
        {
            Assert.True(Directory.Exists(disk.At("viewer")));
            Assert.Matches("^version [0-9]+$", File.ReadAllText(disk.At("viewer", "a")));
            Assert.Matches("^version [0-9]+$", File.ReadAllText(disk.At("viewer", "b", "c")));
        }

        return rounds;
    }

    private int ReadThroughHandle(CancellationToken end)
    {
        var rounds = 0;
        for (; !end.IsCancellationRequested; rounds++)
        {
            using var package = DirectoryHandle.Open(disk.At("viewer"));
            var first = Text(package, "a");
            using var inner = package.OpenDirectory("b");
            Assert.Equal(first, Text(inner, "c"));
            Assert.Equal(first, Text(package, "z"));
        }

        return rounds;
    }

    private int ReadThroughPointer(CancellationToken end)
    {
        var rounds = 0;
        for (; !end.IsCancellationRequested; rounds++)
        {
            var version = TreeReader.FindCurrent(disk.At("viewer"))!;
            var expected = $"version {Path.GetFileName(version)}";
            Assert.All(["a", "b/c", "z"], file => Assert.Equal(expected, File.ReadAllText(Path.Combine(version, file))));
        }

        return rounds;
    }

    private int ReadEitherLayout(CancellationToken end)
    {
        var rounds = 0;
        for (; !end.IsCancellationRequested; rounds++)
        {
            using var package = DirectoryHandle.Open(disk.At("viewer"));
            if (Pointers.Find(package) is not { } pointer)
            {
                // Through a handle that was opened just before, the directory of versions may be on its way out.
                if (package.FindStatus("a") is not null)
                    Assert.Equal(Text(package, "a"), Text(package, "z"));
                continue;
            }

            if (package.FindDirectory(pointer.Version) is { } version)
            {
                using (version)
                    Assert.Equal(Text(version, "a"), Text(version, "z"));
            }
        }

        return rounds;
    }

    private static string Text(DirectoryHandle directory, string name)
    {
        using var file = directory.OpenFile(name);
        var buffer = new byte[100];
        return System.Text.Encoding.UTF8.GetString(buffer, 0, file.Read(buffer));
    }
}

using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>Every kind of work under every layout, killed at any call: what readers find meanwhile, and what the next run makes of it.</summary>
public sealed class LayoutFaultTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();
    private Mount? mount;
    private ServerOnDisk? made;

    private ServerOnDisk Disk => made ??= new();

    private Manifest Before => FaultChild.Before(Disk.Content, many: false);

    private Manifest After => FaultChild.After(Disk.Content, many: false);

    public void Dispose()
    {
        made?.Dispose();
        mount?.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task UpdateOfVersions_KilledAtAnyCall_ThePointerNamesAWholeVersion()
    {
        var child = new FaultRun(Disk.Root, FaultWork.Update) { Layout = Layout.Versions };
        await StartAsync(Layout.Versions, Before, "1");

        foreach (var call in await child.CallsAsync())
        {
            await StartAsync(Layout.Versions, Before, "1");
            await Disk.Server.CleanAsync(Disk.Viewer, [After.Digest], [], default);
            await child.KillAsync(call);

            await ReadersFindAsync([Before, After]);
            var isSealed = (await Disk.Server.LookAsync(Disk.Viewer, default)) is var view
                && (view.Current!.Digest == After.Digest || view.OutOfSight.Any(tree => tree.Digest == After.Digest));
            var staged = await Disk.PlaceAsync(Disk.Request(After, version: "2"));

            Assert.True(staged.SentBytes == 0 || !isSealed);
            await ReadersFindAsync([After]);
            Assert.Equal(["1", "2", "current.json"], Names(Disk.At("viewer")));
            await NothingIsLeftAsync();
        }
    }

    [Theory]
    [InlineData(Layout.Current, Layout.Versions)]
    [InlineData(Layout.Versions, Layout.Current)]
    public async Task ChangeOfLayout_KilledAtAnyCall_ReadersFindThePackageInOneOfThem(Layout from, Layout to)
    {
        var child = new FaultRun(Disk.Root, FaultWork.Refresh) { Layout = to };
        await StartAsync(from, Before, "1");

        foreach (var call in await child.CallsAsync())
        {
            await StartAsync(from, Before, "1");
            await NothingIsLeftAsync();
            await child.KillAsync(call);

            await ReadersFindAsync([Before]);
            Disk.Layout = to;
            Disk.Restart();
            Assert.Equal(0, (await Disk.PlaceAsync(Disk.Request(Before))).SentBytes);

            await ReadersFindAsync([Before]);
            Assert.Equal(to == Layout.Versions ? ["1", "current.json"] : ["changed", "sub"], Names(Disk.At("viewer")));
            await NothingIsLeftAsync();
        }
    }

    [Theory]
    [InlineData(Layout.Current)]
    [InlineData(Layout.Versions)]
    public async Task Withdraw_KilledAtAnyCall_IsEndedByTheNextRunAndTakenBackForNothing(Layout layout)
    {
        var child = new FaultRun(Disk.Root, FaultWork.Withdraw) { Layout = layout };
        await StartAsync(layout, After, "2");
        await Disk.PlaceAsync(Disk.Request(Before));

        foreach (var call in await child.CallsAsync())
        {
            await StartAsync(layout, After, "2");
            Assert.Equal(0, (await Disk.PlaceAsync(Disk.Request(Before))).SentBytes);
            await child.KillAsync(call);

            await ReadersFindAsync([Before, null]);
            await Disk.Server.WithdrawAsync(Disk.Viewer, Disk.NextOrder(), default);

            Assert.False(Path.Exists(Disk.At("viewer")));
            Assert.Equal(2, (await Disk.Server.LookAsync(Disk.Viewer, default)).OutOfSight.Length);
        }
    }

    [Theory]
    [InlineData(Layout.Current, FaultWork.Update)]
    [InlineData(Layout.Versions, FaultWork.Refresh)]
    public async Task ReplacingWithAGap_KilledAtAnyCall_ShowsAWholePackageOrNone(Layout from, object work)
    {
        var root = temporary.CreateDirectory("root");
        mount = Mount.Fuse(temporary.CreateDirectory("disk"), root);
        made = new(root) { AcceptsNonAtomic = true };
        var wanted = (FaultWork)work == FaultWork.Update ? After : Before;
        var child = new FaultRun(root, (FaultWork)work) { Layout = Layout.Current, AcceptsNonAtomic = true };
        await StartAsync(from, Before, "1");

        foreach (var call in await child.CallsAsync())
        {
            await StartAsync(from, Before, "1");
            await Disk.Server.CleanAsync(Disk.Viewer, [After.Digest], [], default);
            await child.KillAsync(call);

            await ReadersFindAsync([Before, After, null]);
            Disk.Layout = Layout.Current;
            Disk.Restart();
            await Disk.PlaceAsync(Disk.Request(wanted, version: wanted == Before ? "1" : "2"));

            await ReadersFindAsync([wanted]);
        }
    }

    private async Task StartAsync(Layout layout, Manifest manifest, string version)
    {
        Disk.Layout = layout;
        Disk.Restart();
        await Disk.PlaceAsync(Disk.Request(manifest, version: version));
        await SweepAsync();
    }

    /// <summary>What clients see, and what the server says that they see, is one of these as a whole.</summary>
    private async Task ReadersFindAsync(Manifest?[] possible)
    {
        Disk.Restart();
        var view = await Disk.Server.LookAsync(Disk.Viewer, default);
        var shown = possible.Single(manifest => manifest?.Digest == view.Current?.Digest);
        var files = TreeReader.FindCurrent(Disk.At("viewer")) is { } version ? TreeReader.Read(version) : view.Current is null ? null : TreeReader.Read(Disk.At("viewer"));

        Assert.False(view.HasSomethingElse);
        Assert.Equal(shown?.Entries.Select(entry => entry.Path), files?.Keys);
        if (shown is not null)
            Assert.Empty(await Disk.DriftAsync(shown, ProofKind.Read));
    }

    private async Task NothingIsLeftAsync()
    {
        await SweepAsync();
        Assert.Empty(Directory.GetDirectories(Disk.Ours("trees")));
        Assert.Empty(Directory.GetFiles(Disk.Ours("staging")));
        Assert.Equal(["viewer.json"], Names(Disk.Ours("receipts")));
    }

    /// <summary>What is in sight twice goes out of sight first, and is deleted the next time.</summary>
    private async Task SweepAsync()
    {
        await Disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);
        await Disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);
    }

    private static IEnumerable<string?> Names(string directory) => Directory.GetFileSystemEntries(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}

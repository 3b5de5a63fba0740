using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>An update in a process of its own, killed at any call that changes the disk, or one of whose calls fails.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly ServerOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_KilledAtAnyCall_ReadersSeeOneVersionAndTheNextRunFinishes(bool many)
    {
        var (before, after) = (FaultChild.Before(disk.Content, many), FaultChild.After(disk.Content, many));
        await disk.PlaceAsync(before);
        foreach (var call in await Child(many).CallsAsync())
        {
            disk.Restart();
            await disk.PlaceAsync(before);
            await disk.Server.CleanAsync(disk.Viewer, [after.Digest], [], default);
            await disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);
            await Child(many).KillAsync(call);

            disk.Restart();
            var view = await disk.Server.LookAsync(disk.Viewer, default);
            var shown = view.Current!.Digest == before.Digest ? before : after;
            Assert.Equal(shown.Digest, view.Current.Digest);
            Assert.Empty(await disk.DriftAsync(shown, ProofKind.Read));
            var wasSealed = shown == after || view.OutOfSight.Any(tree => tree.Digest == after.Digest);

            var staged = await disk.PlaceAsync(after);
            if (wasSealed)
                Assert.Equal(0, staged.SentBytes);
            Assert.Empty(await disk.DriftAsync(after, ProofKind.Read));
            await disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);
            Assert.Single(Directory.GetDirectories(disk.Ours("trees")));
            Assert.Equal(2, Directory.GetFiles(disk.Ours("seals")).Length);
            Assert.Empty(Directory.GetFiles(disk.Ours("staging")));
        }
    }

    [Theory]
    [InlineData(false, "fsync", "EIO", TroubleKind.IoError)]
    [InlineData(true, "syncfs", "EIO", TroubleKind.IoError)]
    [InlineData(false, "linkat", "ENOSPC", TroubleKind.NoSpace)]
    [InlineData(true, "mkdirat", "EACCES", TroubleKind.NoPermission)]
    [InlineData(true, "renameat2", "ESTALE", TroubleKind.Unreachable)]
    [InlineData(false, "renameat2", "EXDEV", TroubleKind.NotSupported)]
    [InlineData(true, "renameat2", "EACCES", TroubleKind.NoPermission)]
    public async Task Update_ACallFails_IsTheTroubleItMeansAndReadersKeepTheOldVersion(bool many, string call, string error, TroubleKind kind)
    {
        var before = FaultChild.Before(disk.Content, many);
        await disk.PlaceAsync(before);

        Assert.Equal(kind.ToString(), await Child(many).FailAsync(call, error));
        disk.Restart();
        Assert.Empty(await disk.DriftAsync(before));
        if (call is "fsync" or "syncfs")
            Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));

        await disk.PlaceAsync(FaultChild.After(disk.Content, many));
        Assert.Empty(await disk.DriftAsync(FaultChild.After(disk.Content, many), ProofKind.Read));
    }

    private FaultRun Child(bool many) => new(disk.Root, many ? FaultWork.LargeUpdate : FaultWork.Update);
}

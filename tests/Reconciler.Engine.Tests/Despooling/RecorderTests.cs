using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Tests.Despooling;

public sealed class RecorderTests : IAsyncLifetime
{
    private static readonly Digest digest = Digest.Of("content"u8);

    private readonly GivenEstate estate = new();
    private readonly List<(int Packages, int Servers)> appends = [];
    private Recorder recorder = null!;

    public ValueTask InitializeAsync()
    {
        recorder = new(estate.Records, estate.Recorded(), new(GivenEstate.Id, estate.Lock, "plan", "commit"), estate.Time);
        estate.Records.Before = (packages, servers) => appends.Add((packages.Count, servers.Count));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => recorder.DisposeAsync();

    [Fact]
    public async Task Record_OfManyCellsAtOnce_IsOneLineAPackageAndOneAppend()
    {
        await Task.WhenAll(
            Enumerable.Range(1, 50).Select(n => recorder.RecordAsync(new("viewer"), Begun(n)))
                .Concat(Enumerable.Range(1, 50).Select(n => recorder.RecordAsync(new("fonts"), Begun(n))))
                .Append(recorder.RecordAsync(new ServerName("dp-1"), new ServerEvent.Visited("dp-1", 5))));

        Assert.Equal((2, 1), Assert.Single(appends));
        var line = Assert.Single(estate.Records.History(new PackageName("viewer"), new()));
        Assert.Equal(50, Assert.Single(line.Events).Servers.Count);
        Assert.Equal(("plan", "commit"), (line.Plan, line.Commit));
    }

    [Fact]
    public async Task Record_OfDifferentEvents_KeepsTheirOrderAndTheHighestNumber()
    {
        await Task.WhenAll(
            recorder.RecordAsync(new("viewer"), new TransferPackageEvent.Removed(digest, At(1)), new(2, 7)),
            recorder.RecordAsync(new("viewer"), new TransferPackageEvent.Lost(At(2)), new(2, 9)),
            recorder.RecordAsync(new("viewer"), new TransferPackageEvent.Removed(digest, At(3)), new(2, 8)));

        var line = Assert.Single(estate.Records.History(new PackageName("viewer"), new()));

        Assert.Equal(["Removed", "Lost"], line.Events.Select(happened => happened.GetType().Name));
        Assert.Equal(new OrderNumber(2, 9), line.Order);
    }

    [Fact]
    public async Task Record_IsAcknowledged_OnlyWhenItIsOnDisk()
    {
        using var disk = new ManualResetEventSlim();
        estate.Records.Before = (_, _) => disk.Wait(TimeSpan.FromSeconds(20));

        var recording = recorder.RecordAsync(new("viewer"), Begun(1));
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(recording.IsCompleted);
        disk.Set();
        await recording;

        Assert.NotNull(recorder.Recorded.Packages[new("viewer")].UnsureOf(new("dp-1")));
    }

    [Fact]
    public async Task Append_ThatFails_FailsEverybodyNowAndLater()
    {
        estate.Records.Before = (_, _) => throw new StateWriteException("memory", "no space left");
        var together = Enumerable.Range(1, 3).Select(n => recorder.RecordAsync(new("viewer"), Begun(n))).ToArray();
        foreach (var recording in together)
            await Assert.ThrowsAsync<StateWriteException>(() => recording);

        estate.Records.Before = null;

        await Assert.ThrowsAsync<StateWriteException>(() => recorder.RecordAsync(new("viewer"), Begun(4)));
        Assert.Empty(estate.Records.History(new PackageName("viewer"), new()));
    }

    private TransferPackageEvent.Begun Begun(int server) => new(null, digest, "a test", At(server));

    private Core.Servers.ServerSet At(int server) => recorder.Recorded.Servers.SetOf(new ServerName($"dp-{server}"));
}

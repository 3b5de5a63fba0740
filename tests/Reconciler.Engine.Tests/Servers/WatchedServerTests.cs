using Microsoft.Extensions.Time.Testing;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Servers;

public sealed class WatchedServerTests : IAsyncDisposable
{
    private static readonly ServerEndpoint endpoint = new(new("dp-1"), new(AddressKind.Relative, "dp-1"), 1);

    private readonly FakeTimeProvider time = new();
    private readonly InMemoryServerConnector network = new();
    private readonly TaskCompletionSource<int> work = new();
    private readonly WatchedServer server;

    public WatchedServerTests() => server = new(network, endpoint, TimeSpan.FromMinutes(5), time);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Work_SlowButMoving_MayTakeAsLongAsItNeeds()
    {
        var running = server.RunAsync(_ => work.Task, default);
        for (var minutes = 0; minutes < 60; minutes += 4)
        {
            time.Advance(TimeSpan.FromMinutes(4));
            network.Heartbeats[endpoint.Name].Beat();
        }

        work.SetResult(7);

        Assert.Equal(7, await running);
        Assert.False(server.IsLost);
    }

    [Fact]
    public async Task Work_Silent_IsGivenUpAndWhatComesAfterwardsFailsAtOnce()
    {
        var running = server.RunAsync(_ => work.Task, default);

        time.Advance(TimeSpan.FromMinutes(5));

        var lost = await Assert.ThrowsAsync<ServerException>(() => running);
        Assert.Equal((TroubleKind.Unreachable, "dp-1 made no progress for 300 s and was given up for this run"), (lost.Kind, lost.Message));
        Assert.True(server.IsLost);
        await Assert.ThrowsAsync<ServerException>(() => server.RunAsync(_ => Task.FromResult(1), default));
    }

    [Fact]
    public async Task Work_AfterALongPause_HasItsWholeTime()
    {
        time.Advance(TimeSpan.FromHours(1));
        var running = server.RunAsync(_ => work.Task, default);

        time.Advance(TimeSpan.FromMinutes(4));
        work.SetResult(7);

        Assert.Equal(7, await running);
    }

    [Fact]
    public async Task Work_ThatFails_FailsAsItDid()
    {
        var running = server.RunAsync(_ => work.Task, default);

        work.SetException(new InvalidOperationException("as it did"));

        Assert.Equal("as it did", (await Assert.ThrowsAsync<InvalidOperationException>(() => running)).Message);
        Assert.False(server.IsLost);
    }

    [Fact]
    public async Task Work_CancelledWhileTheServerHangs_IsLeftAfterAMoment()
    {
        using var cancelling = new CancellationTokenSource();
        var running = server.RunAsync(_ => work.Task, cancelling.Token);

        await cancelling.CancelAsync();
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(server.IsLost);
    }
}

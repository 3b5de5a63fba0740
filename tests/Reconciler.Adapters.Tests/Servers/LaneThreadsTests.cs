using Reconciler.Adapters.Servers;

namespace Reconciler.Adapters.Tests.Servers;

public sealed class LaneThreadsTests : IDisposable
{
    private readonly LaneThreads lanes = new("dp-1", most: 2);

    public void Dispose() => lanes.Dispose();

    [Fact]
    public async Task Run_Work_IsDoneOnAThreadOfTheLane()
    {
        var thread = await lanes.RunAsync(() => (Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread, Thread.CurrentThread.IsBackground), default);

        Assert.Equal(("dp-1 lane 1", false, true), thread);
    }

    [Fact]
    public async Task Run_MoreWorkThanThreads_IsBoundedAndDone()
    {
        var running = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => lanes.RunAsync(
            () =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                Thread.Sleep(5);
                Interlocked.Decrement(ref running);
            },
            default)));

        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Run_BothLanesHang_TheOthersWaitAndNobodyElse()
    {
        using var hang = new ManualResetEventSlim();
        var hanging = Enumerable.Range(0, 2).Select(_ => lanes.RunAsync(hang.Wait, default)).ToArray();
        using var cancellation = new CancellationTokenSource();
        var waiting = lanes.RunAsync(() => 1, cancellation.Token);

        using var other = new LaneThreads("dp-2", most: 1);
        Assert.Equal(2, await other.RunAsync(() => 2, default));
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();
        hang.Set();

        await Task.WhenAll(hanging);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(3, await lanes.RunAsync(() => 3, default));
    }

    [Fact]
    public async Task Run_WorkThrows_TheCallerGetsItAndTheThreadGoesOn()
    {
        await Assert.ThrowsAsync<IOException>(() => lanes.RunAsync(() => throw new IOException(), default));

        Assert.Equal(1, await lanes.RunAsync(() => 1, default));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen && Interlocked.CompareExchange(ref most, value, seen) != seen; seen = most)
        {
        }
    }
}

using System.Diagnostics;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;
using Reconciler.Testing.Servers;
using static Reconciler.Engine.Tests.Despooling.GivenEstate;

namespace Reconciler.Engine.Tests.Despooling;

/// <summary>A run that is cancelled, or that cannot record, ends soon and leaves nothing behind that works on.</summary>
public sealed class EndsOfARunTests
{
    private readonly GivenEstate estate = new() { Configuration = ServersNamed("dp-1", "dp-2", "dp-3") + PackageNamed("viewer") + PackageNamed("fonts") };

    public EndsOfARunTests()
    {
        estate.Store.Source("viewer", ("app.txt", "one"));
        estate.Store.Source("fonts", ("font.ttf", "font"));
    }

    [Fact]
    public async Task Record_ThatCannotBeWritten_EndsTheRunThoughOthersWait()
    {
        var appends = 0;
        estate.Records.Before = (packages, _) =>
        {
            // Only one of the appends fails: the others must not go on as if nothing had happened, nor wait for ever.
            if (packages.Count > 0 && Interlocked.Increment(ref appends) == 1)
                throw new StateWriteException("memory", "no space left");
        };

        await Assert.ThrowsAsync<StateWriteException>(() => estate.DespoolAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.All(Enumerable.Range(1, 3), server => Assert.Empty(estate.Root($"dp-{server}").Visible));
    }

    [Fact]
    public async Task Cancelled_WhileAServerWorks_EndsWithinSecondsAndGoesOnNextTime()
    {
        using var cancellation = new CancellationTokenSource();
        var isGoing = true;
        estate.Network.Before = async (name, step, _) =>
        {
            if (name.Value != "dp-2" || step != ServerStep.Seal)
                return;

            await cancellation.CancelAsync();
            await Task.Delay(300);
            isGoing = false;
        };
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => estate.DespoolAsync(cancellation.Token));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"it took {watch.Elapsed}");
        Assert.False(isGoing, "the run was over while a server was still at work");
        estate.Network.Before = null;
        await estate.DespoolAsync();
        Assert.True(estate.Plan().IsConverged);
    }

    [Fact]
    public async Task Cancelled_WhileAServerHangs_EndsWithinSeconds()
    {
        using var cancellation = new CancellationTokenSource();
        estate.Network.Before = async (name, step, _) =>
        {
            if (name.Value != "dp-2" || step != ServerStep.Stage)
                return;

            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite);
        };
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => estate.DespoolAsync(cancellation.Token));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"it took {watch.Elapsed}");
    }

    [Fact]
    public async Task Defect_InAServer_IsTheResultOfItsOrdersAndTheOthersGoOn()
    {
        estate.Network.Before = (name, step, _) => name.Value == "dp-2" && step == ServerStep.Publish ? throw new InvalidOperationException("a defect") : Task.CompletedTask;

        var happened = await estate.DespoolAsync();

        Assert.Equal(4, happened.OfType<Engine.Despooling.Happened.Placed>().Count());
        Assert.All(happened.OfType<Engine.Despooling.Happened.Failed>(), failed => Assert.Contains("unexpected InvalidOperationException: a defect", failed.Message));
        Assert.NotNull(estate.Recorded().Packages[new("viewer")].UnsureOf(new("dp-2")));
    }

    [Fact]
    public async Task Begun_OfEveryCell_IsRecordedBeforeItsServerIsTouched()
    {
        estate.Network.Before = (name, step, package) =>
        {
            if (step is ServerStep.Stage or ServerStep.Seal or ServerStep.Publish)
                Assert.NotNull(estate.Records.History(package!.Value, new()).SelectMany(line => line.Events).OfType<TransferPackageEvent.Begun>().FirstOrDefault(begun => begun.Servers.Contains(name)));
            return Task.CompletedTask;
        };

        Assert.Equal(6, (await estate.DespoolAsync()).OfType<Engine.Despooling.Happened.Placed>().Count());
    }
}

using Microsoft.Extensions.Time.Testing;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Despooling;

/// <summary>A verification that takes an hour: with signs of life it ends, without them its lane is lost.</summary>
public sealed class WatchedLaneTests
{
    private static readonly ServerEndpoint endpoint = new(new("dp-1"), new(AddressKind.Relative, "dp-1"), 1);

    private readonly FakeTimeProvider time = new();
    private readonly InMemoryServerConnector network = new();
    private readonly GivenStore store = new();
    private readonly TaskCompletionSource verified = new();
    private readonly Manifest viewer = new InMemoryContent().Package(("app.txt", "one"));

    public WatchedLaneTests()
    {
        store.KeepManifest_NeedsLock(viewer);
        network.Root(endpoint.Address).Visible["viewer"] = new() { Id = "theirs", Manifest = viewer, Version = "1" };
        network.Before = (_, step, _) => step == ServerStep.Verify ? verified.Task : Task.CompletedTask;
    }

    [Fact]
    public async Task Verify_SlowButMoving_KeepsItsLane()
    {
        await using var lane = Lane();
        var verifying = lane.CarryOutAsync(Verify(), default);
        for (var minutes = 0; minutes < 60; minutes += 4)
        {
            time.Advance(TimeSpan.FromMinutes(4));
            network.Heartbeats[endpoint.Name].Beat();
        }

        verified.SetResult();

        Assert.IsType<CopyResult.Verified>(await verifying);
    }

    [Fact]
    public async Task Verify_Silent_LosesItsLane()
    {
        await using var lane = Lane();
        var verifying = lane.CarryOutAsync(Verify(), default);

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal((TroubleKind.Unreachable, true), Loss(await verifying));
        Assert.Equal((TroubleKind.Unreachable, false), Loss(await lane.CarryOutAsync(Verify(), default)));
    }

    private static (TroubleKind Kind, bool WasTouched) Loss(CopyResult result)
    {
        var failed = Assert.IsType<CopyResult.Failed>(result);
        return (failed.Kind, failed.WasTouched);
    }

    private WatchedLane Lane() =>
        new(new(network, endpoint, DespoolerOptions.Default.NoProgressAfter, time), store, time, new Progress<CopiedBytes>());

    private CopyOrder.Verify Verify() => new(
        "1", new(1, 1), "", null, endpoint, new(new("viewer"), "viewer"), viewer.Digest, ProofKind.Read, []);
}

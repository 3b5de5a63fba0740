using Microsoft.Extensions.Time.Testing;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Tests.Despooling;
using Reconciler.Engine.Upkeep;
using Reconciler.Testing.Servers;
using static Reconciler.Engine.Tests.Despooling.GivenEstate;

namespace Reconciler.Engine.Tests.Upkeep;

/// <summary>What visits servers outside of a plan gives up the one that hangs, says so, and goes on with the others.</summary>
public sealed class HangingServersTests
{
    private readonly GivenEstate estate = new() { Configuration = ServersNamed("dp-1", "dp-2", "dp-3") };
    private readonly FakeTimeProvider time = new();

    public HangingServersTests()
    {
        foreach (var server in estate.Servers)
            estate.Root(server.Name.Value).Claim = new(Id, server.Name, Start);
    }

    [Theory]
    [InlineData(ServerStep.Open)]
    [InlineData(ServerStep.Sweep)]
    public async Task Sweep_AServerHangs_IsUnreachableAndTheOthersAreSwept(ServerStep step)
    {
        Hang("dp-2", step);
        var sweeping = new Sweeping(estate.Network, AllowList.Nothing, time);

        var swept = await PassingTimeAsync(
            sweeping.SweepAsync(Id, estate.Servers, new(Start, [], ExtraFate.Kept), TestContext.Current.CancellationToken));

        Assert.Equal(
            [
                ("dp-1", null),
                ("dp-2", "unreachable: dp-2 made no progress for 300 s and was given up for this run"),
                ("dp-3", null),
            ],
            swept.Select(server => (server.Server.Value, server.Skipped)));
    }

    [Fact]
    public async Task Round_AServerHangs_EndsWithItsFailureAndTheOthersResults()
    {
        Hang("dp-2", ServerStep.Receipts);
        var round = new ServerRound(estate.Network, time);

        var results = await PassingTimeAsync(round.VisitAsync(
            estate.Servers,
            async (server, connected, token) => $"{server.Name}: {await connected.ReceiptsAsync(token).CountAsync(token)}",
            (server, failure) => $"{server.Name}: {failure.Kind}",
            TestContext.Current.CancellationToken));

        Assert.Equal(["dp-1: 0", "dp-2: Unreachable", "dp-3: 0"], results);
    }

    [Fact]
    public async Task Round_CancelledWhileAServerHangs_Ends()
    {
        Hang("dp-2", ServerStep.Open);
        using var cancelling = new CancellationTokenSource();
        var visiting = new ServerRound(estate.Network, time).VisitAsync(
            estate.Servers, async (_, connected, token) => await connected.OpenAsync(token), (_, _) => null!, cancelling.Token);

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PassingTimeAsync(visiting));
    }

    private void Hang(string server, ServerStep step) =>
        estate.Network.Before = (name, at, _) => name == new ServerName(server) && at == step ? Task.Delay(Timeout.Infinite) : Task.CompletedTask;

    private async Task<T> PassingTimeAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return await work;
    }
}

using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;
using static Reconciler.Engine.Tests.Despooling.GivenEstate;

namespace Reconciler.Engine.Tests.Despooling;

/// <summary>
/// A server gets its first copies, is left, and has more to do in the same run: a removal that waited for another server. It is visited anew.
/// </summary>
public sealed class SecondBurstTests : IAsyncLifetime
{
    private readonly GivenEstate estate = new();
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int visits;

    public async ValueTask InitializeAsync()
    {
        estate.Store.Source("viewer", ("app.txt", "one"));
        estate.Store.Source("fonts", ("font.ttf", "font"));
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("viewer", "distribute: { to: [dp-1] }");
        await estate.DespoolAsync();
        estate.Configuration = ServersNamed("dp-1", "dp-2")
            + PackageNamed("fonts", "distribute: { to: [dp-1] }") + PackageNamed("viewer", "distribute: { to: [dp-2] }");
    }

    [Fact]
    public async Task Removal_ThatWaitedForAnotherServer_HappensInABurstOfItsOwn()
    {
        estate.Network.Before = BeforeAsync;

        var happened = await estate.DespoolAsync();

        Assert.Equal(2, visits);
        Assert.Equal("viewer", Assert.Single(happened.OfType<Happened.Removed>()).Package.Value);
        Assert.Empty(happened.OfType<Happened.ServerFailed>());
        Assert.Equal(["fonts"], estate.Root("dp-1").Visible.Keys);
        Assert.True(estate.Plan().IsConverged);
    }

    [Fact]
    public async Task Server_GoneBetweenItsBursts_OwesTheSecondOnly()
    {
        estate.Network.Before = async (name, step, package) =>
        {
            await BeforeAsync(name, step, package);
            if (visits == 2)
                throw new ServerException(TroubleKind.Unreachable, name, "gone, says the test");
        };

        var happened = await estate.DespoolAsync();

        Assert.Equal(["fonts", "viewer"], happened.OfType<Happened.Placed>().Select(placed => placed.Package.Value).Order());
        Assert.Equal(1, Assert.Single(happened.OfType<Happened.ServerFailed>()).Owed);
        Assert.Empty(happened.OfType<Happened.Removed>());
        Assert.Null(estate.Recorded().Packages[new("viewer")].UnsureOf(new("dp-1")));
        Assert.Equal("one", estate.Shown("dp-1", "viewer", "app.txt"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>dp-2 has time until dp-1 was left.</summary>
    private async Task BeforeAsync(Core.Resources.ServerName server, ServerStep step, Core.Resources.PackageName? package)
    {
        switch (server.Value, step)
        {
            case ("dp-1", ServerStep.Open):
                visits++;
                break;
            case ("dp-1", ServerStep.Close):
                left.TrySetResult();
                break;
            case ("dp-2", ServerStep.Stage):
                await left.Task;
                break;
        }
    }
}

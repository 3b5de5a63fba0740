using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Tests.Despooling;

namespace Reconciler.Engine.Tests.Reconciling;

public sealed class DueVerificationTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(8, 1)]
    [InlineData(-1000, 1)]
    public async Task Of_AProofOfNow_IsDueWhenItIsOldOrFromBeforeTheClockWasPutBack(int days, int sets)
    {
        var estate = new GivenEstate { Configuration = GivenEstate.ServersNamed("dp-1") + GivenEstate.PackageNamed("viewer") };
        estate.Store.Source("viewer", ("app.txt", "one"));
        await estate.DespoolAsync(TestContext.Current.CancellationToken);
        var made = estate.Made(Lift.None);
        var now = estate.Time.GetUtcNow() + TimeSpan.FromDays(days);
        var resources = made.Desired.Resources;
        var choice = VerifyChoice.Of(made.Actual, resources, Scope.Everything, AllowList.Nothing, now, estate.Store.FindManifest);

        var due = DueVerification.Of(choice, made.Actual, resources.Policy, estate.Store.FindManifest, now, atMost: 1 << 20);

        Assert.Equal(sets, due.Sets.Length);
    }
}

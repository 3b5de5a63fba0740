using Reconciler.Core.Resources;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

public sealed class PolicyTests
{
    [Fact]
    public void Policy_None_IsTheDefault() => Assert.Equal(Policy.Default, Resources().Policy);

    [Fact]
    public void Policy_WithoutSpec_IsTheDefault() =>
        Assert.Equal(Policy.Default, Resources("apiVersion: reconciler/v1\nkind: Policy\nmetadata: { name: default }\nspec:\n  # prune: false\n").Policy);

    [Fact]
    public void Policy_EveryField_IsRead()
    {
        var policy = Resources(Document("Policy", "default", """
            
              prune: false
              removalGrace: 1d12h
              maxRemovals: { perPlan: 10%, perPackage: 7, perServer: 0 }
              verify: { every: 90m, proof: stat }
              ignoreExtra: [.snapshot]
            """)).Policy;

        Assert.False(policy.Prune);
        Assert.Equal(TimeSpan.FromHours(36), policy.RemovalGrace);
        Assert.Equal(new RemovalLimits(new(10, IsPercent: true), new(7, IsPercent: false), new(0, IsPercent: false)), policy.MaxRemovals);
        Assert.Equal((TimeSpan.FromMinutes(90), ProofKind.Stat), (policy.VerifyEvery, policy.VerifyProof));
        Assert.Equal([".snapshot"], policy.IgnoreExtra);
    }

    [Fact]
    public void Policy_DefaultsOfTheModel_AreThoseOfCore()
    {
        var written = Resources(Document("Policy", "default", """
            
              removalGrace: 24h
              maxRemovals: { perPlan: 500, perPackage: 20%, perServer: 50% }
              verify: { every: 7d, proof: read }
            """)).Policy;

        Assert.Equal(Policy.Default, written with { IgnoreExtra = Policy.Default.IgnoreExtra });
    }
}

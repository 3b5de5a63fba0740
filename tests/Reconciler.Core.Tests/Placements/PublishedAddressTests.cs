using Reconciler.Core.Placements;
using Reconciler.Core.Tests.Planning;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Placements;

public class PublishedAddressTests
{
    private static readonly EstateId estate = new("0123456789abcdef0123456789abcdef");

    [Fact]
    public void Of_AnAddress_IsItsHashUnderTheEstatesId()
    {
        Assert.Matches("^hmac-sha256:[0-9a-f]{64}$", PublishedAddress.Of(estate, "dp-1"));
        Assert.NotEqual(PublishedAddress.Of(estate, "dp-1"), PublishedAddress.Of(estate, "dp-2"));
        Assert.NotEqual(PublishedAddress.Of(estate, "dp-1"), PublishedAddress.Of(new("ffff456789abcdef0123456789abcdef"), "dp-1"));
        Assert.Equal(PublishedAddress.Of(estate, "dp-1"), PublishedAddress.Of(estate, PublishedAddress.Of(estate, "dp-1")));
    }

    /// <summary>Whatever is recorded: planned from the published records, the plan is the same.</summary>
    [Fact]
    public void Resolve_OfPublishedRecords_GivesTheSamePlan() =>
        CsCheck.Check.Sample(GenScenarios.All, scenario =>
        {
            var plan = scenario.Plan();
            foreach (var facts in scenario.Actual.Facts.Values.Where(facts => facts.Address is not null))
                scenario.With(facts with { Address = PublishedAddress.Of(estate, facts.Address!) });

            var actual = PublishedAddress.Resolve(scenario.Actual, estate, scenario.Desired.Resources.Servers);

            Assert.Equal(plan.Lines(), Core.Planning.Planner.Diff(scenario.Desired, actual, scenario.Rules, scenario.Now).Lines());
        });
}

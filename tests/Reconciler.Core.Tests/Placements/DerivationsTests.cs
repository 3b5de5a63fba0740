using Reconciler.Core.Placements;
using Reconciler.Core.Tests.Planning;
using CsCheck;

namespace Reconciler.Core.Tests.Placements;

/// <summary>One cell told line by line: what is said must lead to what was decided.</summary>
public class DerivationsTests
{
    private const string Estate = """
        site hq
        site london < hq
        site paris < hq
        server h-1 @hq default tier=core
        server l-1 @london default tier=store
        server l-2 @london tier=store old=yes
        server p-1 @paris default tier=lab
        server p-2 @paris retired
        group stores = {tier=store}
        group outer = h-1 +stores
        group labs = {tier=lab & !old}

        """;

    [Theory]
    [InlineData("to stores", "l-1", "to: [stores] at estate.yaml:12")]
    [InlineData("to labs,stores", "l-1", "to: [stores] at estate.yaml:12")]
    [InlineData("to stores", "h-1", "not in to: [stores] at estate.yaml:12")]
    [InlineData("to stores,labs", "h-1", "not in to: [stores], not in to: [labs] at estate.yaml:12")]
    [InlineData("", "h-1", "to: [default-servers] by default at estate.yaml:12")]
    [InlineData("", "l-2", "not in to: [default-servers] by default at estate.yaml:12")]
    [InlineData("to stores except l-2", "l-2", "excluded by except: [l-2] at estate.yaml:12")]
    [InlineData("to outer except stores", "l-2", "excluded by except: [stores] at estate.yaml:12")]
    [InlineData("to labs except l-2", "l-2", "not in to: [labs] at estate.yaml:12")]
    [InlineData("to outer sites london", "h-1", "h-1 is at hq, none of sites: [london] at estate.yaml:12")]
    [InlineData("to stores sites london,paris fallback", "p-1", "fallback to the Default Servers of paris at estate.yaml:12")]
    [InlineData("to l-2 sites london fallback", "l-1", "not in to: [l-2] at estate.yaml:12")]
    [InlineData("to stores sites paris except p-1 fallback", "p-1", "excluded by except: [p-1] at estate.yaml:12")]
    [InlineData("to p-2", "p-2", "p-2 is to be emptied: retire: true at estate.yaml:8")]
    [InlineData("to stores except l-1 retired", "l-1", "viewer is to be removed everywhere: retire: true at estate.yaml:12")]
    public void Reason_OfACell_NamesTheDecidingLine(string rule, string server, string expected) =>
        Assert.Equal(expected, Of(rule, server).Reason);

    [Fact]
    public void Steps_GroupInAGroup_TellTheWholeWay() => Assert.Equal(
        """
        selects: to: [outer] (12)
          outer holds the group stores (10)
            stores selects tier: store (9)
              l-1 has tier: store (5)
        """,
        Text(Of("to outer", "l-1")));

    [Fact]
    public void Steps_NoMember_TellWhyNot() => Assert.Equal(
        """
        nothing: not in to: [outer] (12)
          no: outer does not list it under servers (10)
          no: outer holds the group stores (10)
            no: stores selects tier: store (9)
              no: p-1 has tier: lab (7)
        selects: to: [labs] (12)
          labs selects tier: lab, old is not set (11)
            p-1 has tier: lab (7)
            p-1 has no label old (7)
        """,
        Text(Of("to outer,labs", "p-1")));

    [Fact]
    public void Steps_SatisfiedSite_TellWhoSatisfiesIt() => Assert.Equal(
        """
        nothing: not in to: [l-2] (12)
        nothing: l-1 is at london, one of sites: [hq] and the sites below (12)
        nothing: no fallback to the Default Servers of london (12)
          no: to selects l-2, which is at london ()
        """,
        Text(Of("to l-2 sites hq subsites fallback", "l-1")));

    [Fact]
    public void Of_AnyCell_ItsStepsLeadToWhatWasDecided() =>
        GenScenarios.All.Sample(scenario =>
        {
            var desired = scenario.Desired;
            var derivations = new Derivations(desired);
            foreach (var package in desired.Packages.Values)
            {
                foreach (var server in desired.Groups.Declared)
                {
                    var derivation = derivations.Of(package, server);
                    var last = derivation.Steps.LastOrDefault(step => step.Effect != StepEffect.Nothing);

                    Assert.Equal(desired.Wanted(package).Contains(server), last?.Effect == StepEffect.Selects);
                    Assert.Equal(derivation.IsWanted, last?.Effect == StepEffect.Selects);
                    Assert.All(derivation.Steps.Where(step => step.Rule is DerivationRule.To), step => Assert.Equal(
                        step.Effect == StepEffect.Selects, step.Through.All(reason => reason.Holds) && desired.Groups[ItemOf(step)].Contains(server)));
                }
            }
        });

    private static Derivation Of(string rule, string server)
    {
        var desired = new Scenario($"{Estate}package viewer 3.1 {rule}").Desired;
        return new Derivations(desired).Of(desired.Packages[new("viewer")], new(server));
    }

    private static string ItemOf(DerivationStep step) => step.Text.Split('[', ']')[1];

    private static string Text(Derivation derivation) => string.Join('\n', derivation.Steps.SelectMany(step =>
        step.Through.SelectMany(reason => Lines(reason, "  ")).Prepend($"{step.Effect.Word()}: {step.Text} ({step.At.Line})")));

    private static IEnumerable<string> Lines(MembershipReason reason, string indent) =>
        reason.Through.SelectMany(inner => Lines(inner, indent + "  ")).Prepend($"{indent}{(reason.Holds ? "" : "no: ")}{reason.Text} ({reason.At?.Line})");
}

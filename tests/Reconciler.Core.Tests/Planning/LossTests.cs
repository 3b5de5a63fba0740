using System.Collections.Immutable;
using CsCheck;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.Tests.TransferPackages;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Planning;

/// <summary>What if servers were gone.</summary>
public class LossTests
{
    private static readonly ServerTable table = GenScenarios.TableOf(["dp-1", "dp-2", "dp-3", "dp-4", "dp-5", "dp-6"]);

    [Fact]
    public void Diff_WithoutAServer_IsThatOfAnEstateThatNeverHadIt() =>
        Gen.Select(GenScenarios.All, GenRecords.History(table).Array[3], Gen.Int[1, 5]).Sample((generated, histories, number) =>
        {
            var lost = new ServerName($"dp-{number}");
            var had = Given(generated.Text, histories);
            var never = Given(
                string.Join('\n', generated.Text.Split('\n').Select(line => $"{line} ".StartsWith($"server {lost} ", StringComparison.Ordinal) ? "" : line)),
                [.. histories.Select(history => history.Select(record => Without(record, table.SetOf(lost))).ToArray())]);

            Assert.Equal(never.Plan().Lines(), Plan(had, table.SetOf(lost)).Lines());
        });

    [Fact]
    public void Diff_WithoutTheOnlyMemberAtASite_GoesToItsDefaultServers()
    {
        var scenario = new Scenario("site hq\nsite london < hq\nserver dp-1 @london\nserver dp-2 @london default\npackage viewer 3.1 to dp-1 sites london fallback").Holding("viewer 3.1", "dp-1");

        Assert.Equal(["+ viewer 3.1 -> dp-2"], Plan(scenario, scenario.Set("dp-1")).Lines());
    }

    [Fact]
    public void Diff_WithoutARecordedServer_LeavesNothingThere()
    {
        var scenario = new Scenario("server dp-2\npackage viewer 3.1 to dp-2").Holding("viewer 3.1", "dp-1", "dp-2");

        Assert.NotEmpty(scenario.Plan().Lines());
        Assert.Empty(Plan(scenario, scenario.Set("dp-1")).Lines());
    }

    [Theory]
    [InlineData("dp-1", "")]
    [InlineData("dp-1 dp-2", "viewer would be left on 1 server, and minHolders at repository:4 says 2: dp-1, dp-2 have it now")]
    [InlineData("dp-3", "no server would be left with fonts: dp-3 has it now; viewer would be left on 2 servers, and minHolders at repository:4 says 3: dp-3 has it now", 3)]
    public void Findings_OfALoss_AreWhatTooFewWouldHold(string lost, string expected, int minHolders = 2)
    {
        var scenario = new Scenario($"server dp-1\nserver dp-2\nserver dp-3\npackage viewer 3.1 to all-servers min={minHolders}\npackage fonts 1 to dp-3")
            .Holding("viewer 3.1", "dp-1", "dp-2", "dp-3")
            .Holding("fonts 1", "dp-3");

        var findings = LossFindings.Of(scenario.Desired, scenario.Actual, scenario.Set(lost.Split(' ')), Scope.Everything);

        Assert.Equal(expected, string.Join("; ", findings.Select(finding => finding.Message)).Replace(scenario.Desired.Packages[new("viewer")].Package.At.FileAndLine, "repository:4", StringComparison.Ordinal));
    }

    [Fact]
    public void Findings_WithinAScope_AreOfItsPackages()
    {
        var scenario = new Scenario("server dp-1\npackage viewer 3.1 to dp-1\npackage fonts 1 to dp-1").Holding("viewer 3.1", "dp-1").Holding("fonts 1", "dp-1");

        Assert.Equal(
            ["no server would be left with viewer: dp-1 has it now"],
            LossFindings.Of(scenario.Desired, scenario.Actual, scenario.Set("dp-1"), Scope.Everything with { Packages = ["view*"] }).Select(finding => finding.Message));
    }

    private static Plan Plan(Scenario scenario, ServerSet lost)
    {
        var desired = scenario.Desired;
        var left = DesiredPlacement.Of(
            desired.Commit,
            desired.Changes,
            desired.Resources.Without(lost),
            scenario.Table,
            desired.Packages.ToDictionary(package => package.Key, package => package.Value.Versions.Select(version => version.Content).ToImmutableArray()),
            desired.FindManifest);
        return Planner.Diff(left, scenario.Actual.Without(lost), scenario.Rules, scenario.Now);
    }

    private static Scenario Given(string text, TransferPackageRecord[][] histories)
    {
        var scenario = new Scenario(text, table);
        foreach (var (i, history) in histories.Index())
            scenario.With(history.Aggregate(new TransferPackage(new(i == 2 ? "p9" : $"p{i}"), table), (package, record) => package.Apply(record)));
        return scenario.After(TimeSpan.FromHours(2));
    }

    private static TransferPackageRecord Without(TransferPackageRecord record, ServerSet lost) => record with
    {
        Events = [.. record.Events.Select(happened => happened with { Servers = happened.Servers - lost }).Where(happened => !happened.Servers.IsEmpty || happened is TransferPackageEvent.Targeted)],
    };
}

using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Planning;

/// <summary>What holds of every plan, whatever is declared and whatever is recorded.</summary>
public class PlannerPropertyTests
{
    [Fact]
    public void Diff_AServerAddedToAGroup_TouchesThatServerOnly() =>
        GenScenarios.Independent.Sample(scenario =>
        {
            var before = scenario.Plan().Cells().ToHashSet();
            scenario.Commit(scenario.Text + "\nserver dp-new tier=store").Commit("group g0 =", "group g0 = dp-new");
            var after = scenario.Plan().Cells().ToHashSet();

            Assert.True(before.IsSubsetOf(after));
            Assert.All(after.Except(before), cell => Assert.Equal(new ServerName("dp-new"), cell.Server));
        });

    [Fact]
    public void Diff_AfterThePlanWasCarriedOut_HasNothingToDo() =>
        GenScenarios.Sound.Sample(scenario =>
        {
            scenario.Recover().With(rules => rules with { Lift = Lift.All, AllowedRemovals = int.MaxValue });
            scenario.CarryOut(scenario.Plan());
            var again = scenario.Plan();

            Assert.Equal([], again.Lines());
            Assert.Empty(again.Targets);
            var desired = scenario.Desired;
            foreach (var package in desired.Packages.Values)
            {
                var held = scenario.Record(package.Package.Name.Value).Held & desired.Groups.Declared;
                Assert.True(desired.Wanted(package).IsSubsetOf(held));
                if (desired.Resources.Policy.Prune)
                    Assert.Equal(desired.Wanted(package), held);
            }
        });

    [Fact]
    public void Diff_EveryCell_IsCountedOnce() =>
        GenScenarios.All.Sample(scenario =>
        {
            var plan = scenario.Plan();
            var cells = plan.Cells().Concat(plan.Keeps.SelectMany(keep => keep.Servers.Select(server => (keep.Package, server, keep.Kind, keep.From?.Digest, keep.To?.Digest)))).ToArray();
            var counts = plan.Counts;

            Assert.Equal(cells.Length, cells.DistinctBy(cell => (cell.Item1, cell.Item2)).Count());
            Assert.Equal(cells.Length, counts.ToPlace + counts.ToUpdate + counts.ToRefresh + counts.ToRemove + counts.OnHold + counts.Unchanged + counts.Left);
            Assert.Equal(Considered(scenario), cells.Length + plan.Declined);
        });

    [Fact]
    public void Diff_ActionsOfOnePackage_DifferInMoreThanServers() =>
        GenScenarios.All.Sample(scenario =>
        {
            var actions = scenario.Plan().Actions;
            Assert.Equal(actions.Length, actions.DistinctBy(action => (action.Package, action.Kind, action.From, action.To, action.Cause, action.Hold)).Count());
        });

    [Fact]
    public void Diff_Removals_NeverLeaveFewerThanMinHolders() =>
        GenScenarios.All.Sample(scenario =>
        {
            var plan = scenario.Plan();
            foreach (var package in scenario.Desired.Packages.Values.Select(package => package.Package).Where(package => package.MinHolders > 0))
            {
                var going = plan.Actions.Where(action => action.Package == package.Name && !action.IsHeld).ToLookup(action => action.Kind);
                if (!going.Contains(ActionKind.Remove))
                    continue;

                var record = scenario.Record(package.Name.Value);
                var sound = (record.Held & scenario.Desired.Groups.Declared) - record.Interrupted - record.Drifted;
                var copied = new[] { ActionKind.Place, ActionKind.Update, ActionKind.Refresh }.SelectMany(kind => going[kind]).Aggregate(sound, (all, action) => all | action.Servers);
                Assert.True((copied - going[ActionKind.Remove].Aggregate(scenario.Table.Empty, (all, action) => all | action.Servers)).Count >= package.MinHolders);
            }
        });

    [Fact]
    public void Diff_OtherNumbersAndOtherOrderOfRecords_GivesTheSameBytes() =>
        GenScenarios.All.Sample(scenario =>
        {
            var other = new Scenario(scenario.Text, GenScenarios.TableOf(scenario.Desired.Resources.Servers.Select(server => server.Name.Value).Append("dp-5").Reverse()))
                .After(scenario.Now - Scenario.Start);
            foreach (var (name, record) in scenario.Actual.Packages)
                other.With(Shuffled(record, other.Table));
            foreach (var facts in scenario.Actual.Facts.Values)
                other.With(facts);

            Assert.Equal(Written(scenario.Plan()), Written(other.Plan()));
        });

    [Fact]
    public void PlanFile_AnyPlan_ReadsBackTheSame() =>
        Gen.Select(GenScenarios.All, Gen.Enum<ServerForm>()).Sample((scenario, form) =>
        {
            var plan = scenario.Plan();
            var read = PlanFile.Read(PlanFile.Write(plan, form), new());

            Assert.Equal(Written(plan), Written(read));
            Assert.Equal(plan.LinesWithCauses(), read.LinesWithCauses());
        });

    [Fact]
    public void PlanMatch_AnyPlanMadeTwice_Matches() =>
        GenScenarios.All.Sample(scenario =>
        {
            var saved = PlanFile.Read(PlanFile.Write(scenario.Plan(), ServerForm.Compact), scenario.Table);

            Assert.Empty(PlanMatch.Moved(saved, scenario.Plan(), scenario.Actual));
            Assert.Empty(PlanMatch.Moved(saved, scenario.CarryOut(scenario.Plan()).Plan(), scenario.Actual).Where(cells => !cells.Reason.Contains("not in the saved", StringComparison.Ordinal)));
        });

    [Fact]
    public void Diff_LinesChangedWithoutMeaning_ChangesCausesOnly() =>
        GenScenarios.All.Sample(scenario =>
        {
            var former = scenario.Plan().Hash;
            var plan = scenario.Commit("retain=", "region=emea retain=").Plan();

            Assert.Equal(former, plan.Hash);
            Assert.All(plan.Actions, action => Assert.True(action.Cause.Fact is not null || action.Cause.At is not null));
        });

    private static int Considered(Scenario scenario)
    {
        var desired = scenario.Desired;
        var count = 0;
        foreach (var name in desired.Packages.Keys.Union(scenario.Actual.Packages.Keys))
        {
            var record = scenario.Record(name.Value);
            var wanted = desired.Packages.TryGetValue(name, out var package) ? desired.Wanted(package) : scenario.Table.Empty;
            var begun = record.Unsure.Where(unsure => unsure.From is not null || unsure.To is not null).Aggregate(scenario.Table.Empty, (all, unsure) => all | unsure.Servers);
            count += (wanted | ((record.Held | begun) & desired.Groups.Declared) | (record.Held - desired.Groups.Declared - record.Left)).Count;
        }

        return count;
    }

    private static string Written(Plan plan) => Encoding.UTF8.GetString(PlanFile.Write(plan, ServerForm.Names));

    /// <summary>The same facts in another table, each register in another order.</summary>
    private static TransferPackage Shuffled(TransferPackage record, ServerTable table)
    {
        ServerSet Onto(ServerSet servers) => table.SetOf(servers.ToArray());
        ImmutableArray<TGroup> Reversed<TGroup>(ImmutableArray<TGroup> register)
            where TGroup : class, IRegisterGroup<TGroup> =>
            [.. register.Select(group => group.On(Onto(group.Servers))).Reverse()];
        return new(record.Name, table)
        {
            Seq = record.Seq,
            RecordedAt = record.RecordedAt,
            Holdings = Reversed(record.Holdings),
            Proofs = Reversed(record.Proofs),
            Unsure = Reversed(record.Unsure),
            Troubles = Reversed(record.Troubles),
            OutOfSight = Reversed(record.OutOfSight),
            RefreshAsked = Reversed(record.RefreshAsked),
            Targets = record.Targets is { } targets ? targets with { Servers = Onto(targets.Servers) } : null,
            Left = Onto(record.Left),
            LastOrder = record.LastOrder,
        };
    }
}

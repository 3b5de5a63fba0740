using System.Collections.Immutable;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using static Reconciler.Core.Tests.Planning.Scenario;

namespace Reconciler.Core.Tests.Planning;

/// <summary>What must wait, why, and who lifts it.</summary>
public class HoldTests
{
    private const string Two = "server dp-1\nserver dp-2\npackage viewer 3.1 to dp-1,dp-2";

    private static readonly DateTimeOffset inAnHour = Start.AddHours(1);

    [Theory]
    [InlineData(TroubleKind.Unreachable, "unreachable since 2026-11-22 14:00Z")]
    [InlineData(TroubleKind.NotMounted, "not-mounted since 2026-11-22 14:00Z")]
    [InlineData(TroubleKind.Foreign, "foreign since 2026-11-22 14:00Z")]
    [InlineData(TroubleKind.NoSpace, "back-off since 2026-11-22 14:00Z")]
    public void ServerTrouble_HoldsEverythingThere(TroubleKind kind, string hold)
    {
        var scenario = new Scenario(Two).Holding("old 1", "dp-1").ServerHappened("dp-1", new ServerEvent.Failed(kind, 1, null, ""));

        Assert.Equal([$"! remove old 1 from dp-1 ({hold})", $"! place viewer 3.1 -> dp-1 ({hold})", "+ viewer 3.1 -> dp-2"], scenario.Lines());
    }

    [Fact]
    public void ServerTrouble_SinceTheFirstFailureInARow()
    {
        var scenario = new Scenario(Two).ServerHappened("dp-1", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, "")).After(TimeSpan.FromHours(2))
            .ServerHappened("dp-1", new ServerEvent.Failed(TroubleKind.Unreachable, 2, null, ""));

        Assert.Contains("! place viewer 3.1 -> dp-1 (unreachable since 2026-11-22 14:00Z)", scenario.Lines());
    }

    [Fact]
    public void ServersWithTheSameHold_AreOneLine()
    {
        var scenario = new Scenario(Two).ServerHappened("dp-1", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, "a")).ServerHappened("dp-2", new ServerEvent.Failed(TroubleKind.Unreachable, 3, null, "b"));

        Assert.Equal(["! place viewer 3.1 -> dp-1, dp-2 (unreachable since 2026-11-22 14:00Z)"], scenario.Lines());
        Assert.Equal("Nothing to do now: 2 on hold (2 unreachable).", PlanText.Ending(scenario.Plan()));
    }

    [Theory]
    [InlineData(TroubleKind.Conflict, false, "conflict since 2026-11-22 14:00Z")]
    [InlineData(TroubleKind.NoPermission, false, "back-off: no-permission since 2026-11-22 14:00Z")]
    [InlineData(TroubleKind.NoSpace, true, "back-off: no-space, attempt 2, next at 2026-11-22 15:00Z")]
    public void CellTrouble_HoldsTheCell(TroubleKind kind, bool retries, string hold)
    {
        var scenario = Failed(kind, retries ? inAnHour : null);

        Assert.Equal([$"! place viewer 3.1 -> dp-1 ({hold})", "+ viewer 3.1 -> dp-2"], scenario.Lines());
    }

    [Fact]
    public void CellTrouble_WithAnotherContent_HoldsNothing()
    {
        Assert.Equal(["+ viewer 3.2 -> dp-1, dp-2"], Failed(TroubleKind.BadName, null).Commit("3.1", "3.2").Lines());
        var scenario = new Scenario(Two).Holding("viewer 3.0", "dp-1").Holding("viewer 3.1", "dp-2");
        scenario.Happened("viewer", new TransferPackageEvent.Failed(DigestOf("viewer 3.1"), HeldObservation.Unknown, TroubleKind.BadName, "", 1, null, scenario.Set("dp-1")));
        Assert.Equal(["- viewer 3.0 from dp-1"], scenario.Commit("to dp-1,dp-2", "to dp-2").Lines());
    }

    [Theory]
    [InlineData(Lift.None, 0, true)]
    [InlineData(Lift.None, 61, true)]
    [InlineData(Lift.Due, 59, true)]
    [InlineData(Lift.Due, 60, false)]
    [InlineData(Lift.All, 0, false)]
    public void Lift_OfTroubleWithATimeToRetry(Lift lift, int minutes, bool isHeld)
    {
        foreach (var scenario in new[] { Failed(TroubleKind.IoError, inAnHour), Unreachable(inAnHour) })
        {
            scenario.After(TimeSpan.FromMinutes(minutes)).With(rules => rules with { Lift = lift });
            Assert.Equal(isHeld, scenario.Plan().Actions.Any(action => action.IsHeld));
        }
    }

    [Fact]
    public void Lift_OfTroubleFromBeforeTheClockWasPutBack_DoesNotWaitForThatTimeToCome()
    {
        foreach (var scenario in new[] { Failed(TroubleKind.IoError, inAnHour), Unreachable(inAnHour) })
        {
            scenario.After(TimeSpan.FromDays(-1000)).With(rules => rules with { Lift = Lift.Due });
            Assert.DoesNotContain(scenario.Plan().Actions, action => action.IsHeld);
        }
    }

    [Theory]
    [InlineData(Lift.Due, true)]
    [InlineData(Lift.All, false)]
    public void Lift_OfTroubleThatWaitsForSomebody(Lift lift, bool isHeld)
    {
        foreach (var scenario in new[] { Failed(TroubleKind.Conflict, null), Unreachable(null) })
        {
            scenario.After(TimeSpan.FromDays(30)).With(rules => rules with { Lift = lift });
            Assert.Equal(isHeld, scenario.Plan().Actions.Any(action => action.IsHeld));
        }
    }

    [Fact]
    public void NotAllowed_IsNeverLifted()
    {
        var notAllowed = ImmutableDictionary<ServerName, string>.Empty.Add(new("dp-1"), "add \"/srv\" to allow.roots");
        var scenario = Unreachable(null).With(rules => rules with { Lift = Lift.All, NotAllowed = notAllowed });

        Assert.Equal(["! place viewer 3.1 -> dp-1 (not-allowed: add \"/srv\" to allow.roots)", "+ viewer 3.1 -> dp-2"], scenario.Lines());
    }

    [Theory]
    [InlineData("SourceFailed", "source-failed")]
    [InlineData("SourceChanging", "source-changing")]
    [InlineData("NotAllowed", "not-allowed")]
    public void FaultyContent_HoldsWhatNeedsIt(string fault, string word)
    {
        var plan = new Scenario($"server dp-1\nserver dp-2\nserver dp-3\npackage viewer 3.2 to dp-1,dp-2 fault={fault}\npackage other 1 to dp-1")
            .Holding("viewer 3.1", "dp-1", "dp-3").Plan();

        Assert.Equal(
            [
                "+ other 1 -> dp-1",
                $"! place viewer -> dp-2 ({word}: packages/viewer cannot be read)",
                $"! update viewer 3.1 -> dp-1 ({word}: packages/viewer cannot be read)",
                "- viewer 3.1 from dp-3",
            ],
            plan.Lines());
    }

    [Fact]
    public void FaultyContent_LeavesHoldersOfTheDeclaredVersionInPeace()
    {
        var plan = new Scenario("server dp-1\npackage viewer 3.1 to dp-1 fault=SourceFailed").Holding("viewer 3.1", "dp-1").Plan();

        Assert.Empty(plan.Actions);
        Assert.Equal(1, plan.Counts.Unchanged);
    }

    [Fact]
    public void FaultyContentWithoutVersion_LeavesEveryHolderInPeace()
    {
        var plan = new Scenario("server dp-1\nserver dp-2\npackage viewer to dp-1,dp-2 fault=SourceFailed").Holding("viewer 3.1", "dp-2").Holding("viewer 3.0", "dp-1").Plan();

        Assert.Equal(["= viewer 3.0 -> dp-1", "= viewer 3.1 -> dp-2"], plan.Keeps.Select(PlanText.Line));
    }

    [Fact]
    public void Words_GoBothWays()
    {
        foreach (var reason in Enum.GetValues<HoldReason>())
            Assert.Equal(reason, HoldReasonText.Parse(reason.Word()));
        foreach (var kind in Enum.GetValues<ActionKind>())
            Assert.Equal(kind, ActionKindText.Parse(kind.Word()));
        Assert.Equal([HoldReason.Guard], Enum.GetValues<HoldReason>().Where(reason => reason.Class() == HoldClass.Guarded));
        Assert.Equal([HoldReason.Suspended], Enum.GetValues<HoldReason>().Where(reason => reason.Class() == HoldClass.Waiting));
        Assert.Throws<FormatException>(() => HoldReasonText.Parse("lazy"));
        Assert.Throws<FormatException>(() => ActionKindText.Parse("keeps"));
    }

    private static Scenario Unreachable(DateTimeOffset? retryAt) =>
        new Scenario(Two).ServerHappened("dp-1", new ServerEvent.Failed(TroubleKind.Unreachable, 1, retryAt, "no answer"));

    private static Scenario Failed(TroubleKind kind, DateTimeOffset? retryAt)
    {
        var scenario = new Scenario(Two);
        return scenario.Happened("viewer", new TransferPackageEvent.Failed(DigestOf("viewer 3.1"), HeldObservation.Nothing, kind, "", 2, retryAt, scenario.Set("dp-1")));
    }
}

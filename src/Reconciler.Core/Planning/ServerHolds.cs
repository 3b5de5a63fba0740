using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>Servers that cannot be worked on now, by reason. One list serves every package of a plan.</summary>
internal sealed class ServerHolds
{
    private readonly ImmutableArray<(Hold Hold, ServerSet Servers)> suspended;
    private readonly ImmutableArray<(Hold Hold, ServerSet Servers)> holds;
    private readonly ServerSet nobody;
    private readonly PlanRules rules;
    private readonly DateTimeOffset now;

    internal ServerHolds(ActualPlacement actual, IReadOnlyDictionary<ServerName, Suspension> suspended, PlanRules rules, DateTimeOffset now)
    {
        this.rules = rules;
        this.now = now;
        nobody = actual.Servers.Empty;
        this.suspended = BySameHold(suspended.Select(pair => (pair.Value.ToHold(), pair.Key)), actual.Servers);
        var notAllowed = rules.NotAllowed ?? ImmutableDictionary<ServerName, string>.Empty;
        var withoutLogin = rules.WithoutLogin.Where(pair => !notAllowed.ContainsKey(pair.Key));
        var held = notAllowed.Select(pair => (Hold: new Hold(HoldReason.NotAllowed, pair.Value), Server: pair.Key))
            .Concat(withoutLogin.Select(pair => (Hold: new Hold(HoldReason.Credentials, pair.Value), Server: pair.Key)))
            .Concat(actual.Facts.Values
                .Where(facts => facts.Trouble is { } trouble && !IsLifted(trouble.RetryAt) && !notAllowed.ContainsKey(facts.Name) && !rules.WithoutLogin.ContainsKey(facts.Name))
                .Select(facts => (Hold: Of(facts.Trouble!), Server: facts.Name)));
        holds = BySameHold(held, actual.Servers);
        Suspended = Union(this.suspended);
        Servers = Suspended | Union(holds);
    }

    /// <summary>Those on which nothing at all is done.</summary>
    internal ServerSet Suspended { get; }

    /// <summary>All of them.</summary>
    internal ServerSet Servers { get; }

    /// <summary>The suspended ones of these servers, by what suspends them.</summary>
    internal IEnumerable<(Hold? Hold, ServerSet Servers)> SplitSuspended(ServerSet servers)
    {
        foreach (var (hold, held) in suspended)
        {
            if (servers.Overlaps(held))
                yield return (hold, servers & held);
        }
    }

    /// <summary>
    /// Splits a step's servers by what holds them; the last part, without a hold, can be worked on. Trouble with one content, or with a
    /// removal, says nothing about another.
    /// </summary>
    internal IEnumerable<(Hold? Hold, ServerSet Servers)> Split(TransferPackage package, PlanStep step)
    {
        var remaining = step.Servers;
        foreach (var (hold, held) in holds)
        {
            if (remaining.Overlaps(held))
                yield return (hold, remaining & held);
            remaining -= held;
        }

        foreach (var trouble in package.Troubles.Where(trouble => trouble.Wanted == step.To?.Digest && !IsLifted(trouble.RetryAt)))
        {
            if (remaining.Overlaps(trouble.Servers))
                yield return (Of(trouble), remaining & trouble.Servers);
            remaining -= trouble.Servers;
        }

        if (!remaining.IsEmpty)
            yield return (null, remaining);
    }

    private static ImmutableArray<(Hold Hold, ServerSet Servers)> BySameHold(IEnumerable<(Hold Hold, ServerName Server)> held, ServerTable table) =>
    [
        .. from pair in held
           group pair.Server by pair.Hold into servers
           orderby servers.Key.Reason, servers.Key.Until, servers.Key.Detail
           select (servers.Key, table.SetOf(servers)),
    ];

    private ServerSet Union(ImmutableArray<(Hold Hold, ServerSet Servers)> some) => some.Aggregate(nobody, (all, hold) => all | hold.Servers);

    private bool IsLifted(DateTimeOffset? retryAt) => rules.Lift switch
    {
        Lift.None => false,
        // Later than any try is put off: the clock was put back since, and nobody is to wait for it to come there again.
        Lift.Due => retryAt <= now || retryAt > now + Trouble.LongestWait,
        Lift.All => true,
        _ => throw new InvalidOperationException($"unknown lift {rules.Lift}"),
    };

    private static Hold Of(ServerTrouble trouble) => new(
        trouble.Kind switch
        {
            TroubleKind.Unreachable => HoldReason.Unreachable,
            TroubleKind.NotMounted => HoldReason.NotMounted,
            TroubleKind.Foreign => HoldReason.Foreign,
            TroubleKind.Credentials => HoldReason.Credentials,
            _ => HoldReason.BackOff,
        },
        $"since {Moment.Text(trouble.Since)}");

    private static Hold Of(Trouble trouble) => trouble.Kind == TroubleKind.Conflict
        ? new(HoldReason.Conflict, $"since {Moment.Text(trouble.At)}")
        : new(HoldReason.BackOff, trouble.RetryAt is { } retryAt
            ? $"{trouble.Kind.Word()}, attempt {trouble.Attempt}, next at {Moment.Text(retryAt)}"
            : $"{trouble.Kind.Word()} since {Moment.Text(trouble.At)}");
}

namespace Reconciler.Core.TransferPackages;

/// <summary>One line after the other turns what is recorded about a server into the next.</summary>
public static class ServerFactsFold
{
    public static ServerFacts Apply(this ServerFacts facts, ServerRecord record)
    {
        foreach (var happened in record.Events)
            facts = facts.Apply(happened, record.At);
        return facts with { Seq = record.Seq };
    }

    private static ServerFacts Apply(this ServerFacts facts, ServerEvent happened, DateTimeOffset at) => happened switch
    {
        ServerEvent.Claimed e => facts with { Address = e.Address, IsGone = false, FormerNames = [] },
        ServerEvent.Visited e => facts with
        {
            Address = e.Address,
            FreeBytes = e.FreeBytes,
            LastVisited = at,
            Trouble = null,
            IsGone = false,
            FormerNames = [],
            Atomicity = e.Atomicity ?? (e.Address == facts.Address ? facts.Atomicity : null),
            BytesPerSecond = Rate(facts, e),
        },
        ServerEvent.Renamed e => facts with
        {
            Address = e.Address,
            FreeBytes = e.FreeBytes,
            IsGone = false,
            FormerNames = e.From,
            Suspension = e.Suspension ?? facts.Suspension,
            BytesPerSecond = e.BytesPerSecond,
        },
        ServerEvent.Failed e => facts with { Trouble = new(e.Error, facts.Trouble?.Since ?? at, e.Attempt, e.RetryAt, e.Message) },
        ServerEvent.Suspended e => facts with { Suspension = new(e.Reason, e.Until) { By = e.By, Since = at } },
        ServerEvent.Resumed => facts with { Suspension = null },
        ServerEvent.Gone => facts with { IsGone = true, BytesPerSecond = null },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event"),
    };

    /// <summary>Half of it is the newest measurement, so that one odd run does not decide; at another address it begins anew.</summary>
    private static long? Rate(ServerFacts facts, ServerEvent.Visited visit)
    {
        var former = visit.Address == facts.Address ? facts.BytesPerSecond : null;
        return visit.BytesPerSecond is { } measured && former is { } known ? (known / 2) + (measured / 2) + (known & measured & 1) : visit.BytesPerSecond ?? former;
    }
}

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
        },
        ServerEvent.Renamed e => facts with { Address = e.Address, FreeBytes = e.FreeBytes, IsGone = false, FormerNames = e.From, Suspension = e.Suspension ?? facts.Suspension },
        ServerEvent.Failed e => facts with { Trouble = new(e.Error, facts.Trouble?.Since ?? at, e.Attempt, e.RetryAt, e.Message) },
        ServerEvent.Suspended e => facts with { Suspension = new(e.Reason, e.Until) { By = e.By, Since = at } },
        ServerEvent.Resumed => facts with { Suspension = null },
        ServerEvent.Gone => facts with { IsGone = true },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event"),
    };
}

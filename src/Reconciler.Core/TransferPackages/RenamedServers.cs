using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Core.TransferPackages;

/// <summary>What servers were called when: a name may have had another server later, or before.</summary>
public sealed class RenamedServers
{
    private readonly ImmutableArray<(DateTimeOffset At, ServerName From, ServerName To)> renames;

    /// <param name="records">Of each server, oldest first.</param>
    public RenamedServers(IEnumerable<(ServerName Server, IEnumerable<ServerRecord> Records)> records) => renames =
    [
        .. (from server in records
            from record in server.Records
            from renamed in record.Events.OfType<ServerEvent.Renamed>()
            select (record.At, From: renamed.From[^1], To: server.Server)).OrderBy(rename => rename.At),
    ];

    /// <summary>What the server is called now that had this name at that time.</summary>
    public ServerName NowOf(ServerName then, DateTimeOffset at)
    {
        foreach (var (_, from, to) in renames.Where(rename => rename.At > at))
            then = from == then ? to : then;
        return then;
    }

    /// <summary>Each name that the server has had, the present one first, with when it ended.</summary>
    public IEnumerable<(ServerName Name, DateTimeOffset? Until)> NamesOf(ServerName now)
    {
        yield return (now, null);
        foreach (var (at, from, to) in renames.Reverse())
        {
            if (to != now)
                continue;

            now = from;
            yield return (now, at);
        }
    }
}

using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>The steps of one package: each part of the set difference, by cause and by what is held.</summary>
internal sealed class PackageSteps(PackageName name, DesiredPackage? package, TransferPackage record, Causes causes)
{
    internal IEnumerable<PlanStep> Placing(ServerSet place) =>
        from part in ByVersion(place)
        from reason in causes.OfPlacing(package!, part.Servers)
        select new PlanStep(ActionKind.Place, null, To(part.Version), reason.Servers, reason.Cause) { Fault = FaultOf(part.Version), Unread = UnreadOf(part.Version) };

    internal IEnumerable<PlanStep> Updating(ServerSet update) =>
        from part in ByVersion(update)
        from origin in Origins(part.Servers)
        from reason in causes.OfUpdate(package!, part.Version.Version, origin.From, origin.Servers)
        select new PlanStep(ActionKind.Update, origin.From, To(part.Version), reason.Servers, reason.Cause) { Fault = FaultOf(part.Version), Unread = UnreadOf(part.Version) };

    internal IEnumerable<PlanStep> Refreshing(ServerSet refresh, Refreshes? reasons) =>
        from part in ByVersion(refresh)
        from kept in Kept(part.Version, part.Servers)
        from reason in reasons!.ByCause(kept.Servers)
        select new PlanStep(ActionKind.Refresh, kept.From, kept.From, reason.Servers, reason.Cause) { Fault = FaultOf(part.Version) };

    internal IEnumerable<PlanStep> Removing(ServerSet remove) =>
        from part in Origins(remove)
        from reason in causes.OfRemoving(name, package, part.Servers)
        select new PlanStep(ActionKind.Remove, part.From, null, reason.Servers, reason.Cause);

    internal IEnumerable<PlanStep> Leaving(ServerSet leave) =>
        from part in Origins(leave)
        from server in part.Servers
        select new PlanStep(ActionKind.Leave, part.From, null, leave.Only(server), Cause.Of($"{server} is no longer declared"));

    /// <summary>What servers hold that hold what is wanted: the declared version; where it is not known, each what it has.</summary>
    internal IEnumerable<(HeldVersion From, ServerSet Servers)> Kept(ServerSet servers) =>
        ByVersion(servers).SelectMany(part => Kept(part.Version, part.Servers));

    private IEnumerable<(HeldVersion From, ServerSet Servers)> Kept(DesiredVersion version, ServerSet servers) =>
        To(version) is { } to ? [(to, servers)] : Origins(servers);

    /// <summary>The versions that these servers should hold, each with its part of them.</summary>
    private IEnumerable<(DesiredVersion Version, ServerSet Servers)> ByVersion(ServerSet servers) => servers.IsEmpty
        ? []
        : package!.Versions.Select(version => (Version: version, Servers: servers & version.Servers)).Where(part => !part.Servers.IsEmpty);

    private static HeldVersion? To(DesiredVersion version) => version.Content is DesiredContent.Known known ? new(known.Digest, known.Version) : null;

    private static UnreadVersion? UnreadOf(DesiredVersion version) => version.Content is DesiredContent.Unread ? new(version.Version.Name) : null;

    private static DesiredContent.Faulty? FaultOf(DesiredVersion version) => version.Content as DesiredContent.Faulty;

    /// <summary>Where an action with a known content began and did not end.</summary>
    internal ServerSet Begun => record.Unsure.Where(unsure => ContentOf(unsure) is not null).Aggregate(record.Servers.Empty, (all, unsure) => all | unsure.Servers);

    private IEnumerable<(HeldVersion From, ServerSet Servers)> BegunOnly =>
        from unsure in record.Unsure
        let digest = ContentOf(unsure)
        where digest is not null
        select (new HeldVersion(digest.Value, digest.Value.Short), unsure.Servers - record.Held);

    private static Digest? ContentOf(Unsure unsure) => unsure.To ?? unsure.From;

    /// <summary>What the servers hold, by version; where only an interrupted action is known, what it was to place, else what it was to remove.</summary>
    private IEnumerable<(HeldVersion From, ServerSet Servers)> Origins(ServerSet servers)
    {
        if (servers.IsEmpty)
            return [];

        var held = record.Holdings.Select(holding => (From: new HeldVersion(holding.Digest, holding.Version), holding.Servers));
        return from part in held.Concat(BegunOnly)
               where part.Servers.Overlaps(servers)
               group part.Servers by part.From into sets
               select (sets.Key, sets.Aggregate((all, set) => all | set) & servers);
    }
}

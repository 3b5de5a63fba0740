using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Status;

/// <summary>Counts every placement within a scope twice: for its package, and for its server. Pure; the plan has judged what is right.</summary>
public sealed class StatusOverview
{
    private readonly DesiredPlacement desired;
    private readonly ActualPlacement actual;
    private readonly ServerSet scope;
    private readonly ILookup<PackageName, PlanAction> actions;
    private readonly ILookup<PackageName, PlanAction> keeps;
    private readonly Dictionary<ServerName, DistributionServer> documents;
    private readonly ImmutableSortedDictionary<ServerName, Suspension> suspended;
    private readonly TallyCounter?[] byServer;

    private StatusOverview(DesiredPlacement desired, ActualPlacement actual, Plan plan, ServerSet scope)
    {
        this.desired = desired;
        this.actual = actual;
        this.scope = scope;
        actions = plan.Actions.ToLookup(action => action.Package);
        suspended = plan.Suspended;
        keeps = plan.Keeps.ToLookup(keep => keep.Package);
        documents = desired.Resources.Servers.ToDictionary(server => server.Name);
        byServer = new TallyCounter?[actual.Servers.Count];
    }

    /// <param name="plan">Within the scope, too.</param>
    /// <param name="packages">Those that are meant, declared or only recorded.</param>
    /// <param name="servers">Likewise.</param>
    public static EstateStatus Of(DesiredPlacement desired, ActualPlacement actual, Plan plan, IEnumerable<PackageName> packages, ServerSet servers)
    {
        var overview = new StatusOverview(desired, plan.Renames.Apply(actual), plan, servers);
        ImmutableArray<PackageStatus> byPackage = [.. packages.Select(overview.OfPackage).OfType<PackageStatus>()];
        return new(byPackage, [.. servers.ByName().Select(overview.OfServer).OfType<ServerStatus>()]);
    }

    /// <summary>Null for one that is declared no more, and held nowhere.</summary>
    private PackageStatus? OfPackage(PackageName name)
    {
        var package = desired.Packages.GetValueOrDefault(name);
        var record = actual.Packages.GetValueOrDefault(name) ?? new TransferPackage(name, actual.Servers);
        var damage = actual.Corrupt.GetValueOrDefault(name);
        if (package is null && damage is null && (record.Held | record.Interrupted).IsEmpty && !actions[name].Any())
            return null;

        var right = Union(keeps[name]);
        var counter = new TallyCounter();
        Count(counter, package is null ? actual.Servers.Empty : desired.Wanted(package), (each, count) => each.Desired(count));
        Count(counter, right, (each, count) => each.Actual(count));
        Count(counter, record.Held, (each, count) => each.Held(count));
        foreach (var action in actions[name])
            Count(counter, action.Servers, (each, count) => each.Action(action, count));
        foreach (var proof in record.Proofs)
            Count(counter, proof.Servers & right, (each, _) => each.Proof(proof));
        CountFacts(counter, package, record);

        return new(name, [.. package is null ? [] : Versions(package)], counter.ToTally(), damage)
        {
            IsDeclared = package is not null,
            IsRetired = package?.Package.Retire is not null,
        };
    }

    private IEnumerable<VersionStatus> Versions(DesiredPackage package) =>
        from version in package.Versions
        let versionName = version.Name
        where versionName is not null
        select new VersionStatus(versionName, (desired.Wanted(package, version) & scope).Count);

    private void CountFacts(TallyCounter counter, DesiredPackage? package, TransferPackage record)
    {
        var failed = record.Troubles.Aggregate(actual.Servers.Empty, (all, trouble) => all | trouble.Servers);
        Count(counter, record.Drifted, (each, count) => each.Facts(new(count, 0, 0, 0)));
        Count(counter, record.Interrupted, (each, count) => each.Facts(new(0, count, 0, 0)));
        Count(counter, failed & (desired.Groups.Declared | record.Held), (each, count) => each.Facts(new(0, 0, count, 0)));
        Count(counter, Declined(package, record), (each, count) => each.Facts(new(0, 0, 0, count)));
    }

    /// <summary>As the plan declines them: without <c>prune</c> only <c>retire</c> removes.</summary>
    private ServerSet Declined(DesiredPackage? package, TransferPackage record)
    {
        if (desired.Resources.Policy.Prune || package?.Package.Retire is not null)
            return actual.Servers.Empty;

        var begun = record.Unsure.Where(unsure => (unsure.To ?? unsure.From) is not null).Aggregate(actual.Servers.Empty, (all, unsure) => all | unsure.Servers);
        var known = (record.Held | begun) & (desired.Groups.Declared - desired.Groups.Retired);
        return package is null ? known : known - desired.Wanted(package);
    }

    private void Count(TallyCounter ofPackage, ServerSet servers, Action<TallyCounter, int> count)
    {
        var within = servers & scope;
        if (within.IsEmpty)
            return;

        count(ofPackage, within.Count);
        foreach (var number in within.Numbers)
            count(OfServer(number), 1);
    }

    private TallyCounter OfServer(int number) => byServer[number] ??= new();

    /// <summary>Null for one that is gone, and holds nothing.</summary>
    private ServerStatus? OfServer(ServerName name)
    {
        var facts = actual.Facts.GetValueOrDefault(name);
        var tally = OfServer(actual.Servers.Number(name)).ToTally();
        var document = documents.GetValueOrDefault(name);
        return document is null && tally is { Held: 0, Facts.Interrupted: 0 }
            ? null
            : new(name, document?.Site, document is null ? ServerState.Undeclared : ServerStateText.Of(facts), tally, facts?.Trouble, facts?.LastVisited) 
            {
                IsRetired = document?.Retire is not null,
                Suspension = suspended.GetValueOrDefault(name),
                Atomicity = facts?.Atomicity,
            };
    }

    private ServerSet Union(IEnumerable<PlanAction> some) => some.Aggregate(actual.Servers.Empty, (all, action) => all | action.Servers);
}

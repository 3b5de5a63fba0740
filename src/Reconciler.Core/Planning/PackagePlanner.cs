using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>Plans one package after the other: the set difference, then a line for each cause, origin and hold.</summary>
internal sealed class PackagePlanner(
    DesiredPlacement desired, ActualPlacement actual, bool prune, ServerHolds holds, Cleanups cleanups)
{
    private readonly Causes causes = new(desired);

    internal PackagePlan Plan(PackageName name)
    {
        var package = desired.Packages.GetValueOrDefault(name);
        if (actual.Corrupt.TryGetValue(name, out var damage))
            return Corrupt(name, package, damage);

        var record = actual.Packages.GetValueOrDefault(name) ?? new TransferPackage(name, actual.Servers);
        var wanted = package is null ? actual.Servers.Empty : desired.Wanted(package);
        var content = package?.Content as DesiredContent.Known;
        var targets = package is null ? null : TargetGeneration.Of(package.Package, wanted, record);
        var counted = package?.Package.Existing == Existing.Refresh ? targets : null;
        var stale = content is null ? actual.Servers.Empty : Refreshes.Stale(record, counted);
        var diff = PackageDiff.Of(new(
            desired.Groups.Declared,
            wanted,
            content is null ? HoldingDeclaredVersion(package, record) : record.ServersHolding(content.Digest),
            record.Held,
            record.Interrupted,
            stale));

        var (remove, declined) = Pruned(package, diff.Remove);
        var actions = Placing(package, record, diff)
            .Concat(Refreshing(package, record, diff.Refresh, counted))
            .Concat(Removing(name, package, record, remove))
            .Concat(Leaving(name, record, diff.Leave - record.Left));
        return new(
            package,
            record,
            [.. actions],
            Keeping(name, package, record, diff.Keep),
            declined.Count,
            [.. cleanups.Of(record)],
            targets is not null && targets != record.Targets ? new TargetsChange(name, targets) : null);
    }

    /// <summary>Without its content we cannot tell which digest is wanted: who holds the declared version is left in peace.</summary>
    private static ServerSet HoldingDeclaredVersion(DesiredPackage? package, TransferPackage record) =>
        package?.Content is DesiredContent.Faulty { Version: var version }
            ? record.Holdings.Where(holding => version is null || holding.Version == version)
                .Aggregate(record.Servers.Empty, (all, holding) => all | holding.Servers)
            : record.Servers.Empty;

    private (ServerSet Remove, ServerSet Declined) Pruned(DesiredPackage? package, ServerSet unwanted)
    {
        if (prune || package?.Package.Retire is not null)
            return (unwanted, unwanted - unwanted);

        var retired = unwanted & desired.Groups.Retired;
        return (retired, unwanted - retired);
    }

    private IEnumerable<PlanAction> Placing(DesiredPackage? package, TransferPackage record, PackageDiff diff)
    {
        if (package is null)
            return [];

        var to = package.Content is DesiredContent.Known known ? new HeldVersion(known.Digest, known.Version) : null;
        var placing = causes.OfPlacing(package, diff.Place)
            .SelectMany(part => Split(new(package.Package.Name, ActionKind.Place, null, to), part.Servers, part.Cause, package, record));
        var update = new Lazy<Cause>(() => causes.OfUpdate(package.Package));
        var updating = record.Holdings
            .Where(holding => diff.Update.Overlaps(holding.Servers))
            .SelectMany(holding => Split(
                new(package.Package.Name, ActionKind.Update, VersionOf(holding), to), diff.Update & holding.Servers, update.Value, package, record));
        return placing.Concat(updating);
    }

    private IEnumerable<PlanAction> Refreshing(DesiredPackage? package, TransferPackage record, ServerSet refresh, Targets? targets)
    {
        if (refresh.IsEmpty || package?.Content is not DesiredContent.Known known)
            return [];

        var version = new HeldVersion(known.Digest, known.Version);
        return Refreshes.ByCause(record, refresh, targets, () => causes.OfPlacing(package, targets!.Servers - record.Held).Select(part => part.Cause).FirstOrDefault())
            .SelectMany(part => Split(new(package.Package.Name, ActionKind.Refresh, version, version), part.Servers, part.Cause, package, record));
    }

    private IEnumerable<PlanAction> Removing(PackageName name, DesiredPackage? package, TransferPackage record, ServerSet remove) =>
        remove.IsEmpty
            ? []
            : from part in Origins(record, remove)
              from cause in causes.OfRemoving(name, package, part.Servers)
              from action in Split(new(name, ActionKind.Remove, part.From, null), cause.Servers, cause.Cause, package, record)
              select action;

    private static IEnumerable<PlanAction> Leaving(PackageName name, TransferPackage record, ServerSet leave) =>
        from part in Origins(record, leave)
        from server in part.Servers.ByName()
        select new PlanAction(
            name, ActionKind.Leave, part.From, null, leave.Only(server), Cause.Of($"{server} is no longer declared"), null, null, new(0, leave - leave));

    private static PlanAction? Keeping(PackageName name, DesiredPackage? package, TransferPackage record, ServerSet keep)
    {
        if (keep.IsEmpty || package is null)
            return null;

        var version = package.Content is DesiredContent.Known known
            ? new HeldVersion(known.Digest, known.Version)
            : VersionOf(record.Holdings.First(holding => holding.Servers.Overlaps(keep)));
        return new(name, ActionKind.Keep, version, version, keep, new(null, package.Package.At, null), null, null, new(0, keep - keep));
    }

    private PackagePlan Corrupt(PackageName name, DesiredPackage? package, string damage)
    {
        var record = new TransferPackage(name, actual.Servers);
        if (package is null)
            return new(null, record, [], null, 0, [], null);

        var wanted = desired.Wanted(package);
        var step = new Step(name, ActionKind.Place, null, null);
        var hold = new Hold(HoldReason.RecordCorrupt, damage);
        return new(
            package,
            record,
            wanted.IsEmpty ? [] : [Action(step, wanted, causes.At(package.Package.At), hold, package)],
            null, 0, [], null);
    }

    private IEnumerable<PlanAction> Split(Step step, ServerSet servers, Cause cause, DesiredPackage? package, TransferPackage record)
    {
        if (servers.IsEmpty)
            return [];

        return package?.Content is DesiredContent.Faulty faulty && step.Kind != ActionKind.Remove
            ? [Action(step, servers, cause, HoldFor(faulty), package)]
            : holds.Split(record, servers).Select(part => Action(step, part.Servers, cause, part.Hold, package));
    }

    private static PlanAction Action(Step step, ServerSet servers, Cause cause, Hold? hold, DesiredPackage? package) =>
        new(step.Package, step.Kind, step.From, step.To, servers, cause, hold, Explain(step, servers, package), new(0, servers - servers));

    private static ExplainingGroup? Explain(Step step, ServerSet servers, DesiredPackage? package) =>
        step.Kind == ActionKind.Remove ? null : package?.Targets.To
            .Where(to => servers.IsSubsetOf(to.Servers))
            .Select(to => new ExplainingGroup(to.Reference.Name, to.Servers.Count))
            .FirstOrDefault();

    private static Hold HoldFor(DesiredContent.Faulty faulty) => new(
        faulty.Fault switch
        {
            ContentFault.SourceChanging => HoldReason.SourceChanging,
            ContentFault.NotAllowed => HoldReason.NotAllowed,
            _ => HoldReason.SourceFailed,
        },
        faulty.Reason);

    /// <summary>What the servers hold, by version; where only an interrupted placement is known, that.</summary>
    private static IEnumerable<(HeldVersion From, ServerSet Servers)> Origins(TransferPackage record, ServerSet servers)
    {
        var held = record.Holdings.Select(holding => (From: VersionOf(holding), holding.Servers));
        var begun = record.Unsure.Where(unsure => unsure.To is not null)
            .Select(unsure => (From: new HeldVersion(unsure.To!.Value, unsure.To.Value.Short), Servers: unsure.Servers - record.Held));
        return held.Concat(begun)
            .Where(part => part.Servers.Overlaps(servers))
            .GroupBy(part => part.From)
            .Select(group => (group.Key, group.Aggregate(servers - servers, (all, part) => all | part.Servers) & servers));
    }

    private static HeldVersion VersionOf(Holding holding) => new(holding.Digest, holding.Version);

    private sealed record Step(PackageName Package, ActionKind Kind, HeldVersion? From, HeldVersion? To);
}

/// <summary>What <see cref="PackagePlanner"/> finds for one package, before guards and costs.</summary>
internal sealed record PackagePlan(
    DesiredPackage? Package,
    TransferPackage Record,
    ImmutableArray<PlanAction> Actions,
    PlanAction? Keep,
    int Declined,
    ImmutableArray<Cleanup> Cleanups,
    TargetsChange? Targets);

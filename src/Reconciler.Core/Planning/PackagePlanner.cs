using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>Plans one package after the other: the set difference, its steps, and what each must wait for.</summary>
internal sealed class PackagePlanner(DesiredPlacement desired, ActualPlacement actual, ServerHolds holds, Cleanups cleanups)
{
    private readonly Causes causes = new(desired);
    private readonly ServerSet nobody = actual.Servers.Empty;

    /// <param name="package">Null: not declared.</param>
    /// <param name="recorded">Null: nothing is recorded, or it cannot be read.</param>
    internal PackagePlan Plan(PackageName name, DesiredPackage? package, TransferPackage? recorded)
    {
        if (actual.Corrupt.TryGetValue(name, out var damage))
            return Corrupt(name, package, damage);

        var record = recorded ?? new TransferPackage(name, actual.Servers);
        var wanted = package is null ? nobody : desired.Wanted(package);
        var targets = package is null ? null : TargetGeneration.Of(package.Package, wanted, record);
        var refreshes = package is null ? null : new Refreshes(package, record, package.Package.Existing == Existing.Refresh ? targets : null, desired.Forms, causes);
        var steps = new PackageSteps(name, package, record, causes);
        var diff = PackageDiff.Of(new(
            desired.Groups.Declared, wanted, HoldingWanted(package, record), record.Held, steps.Begun, refreshes?.Stale ?? nobody));
        var (remove, declined) = Pruned(package, diff.Remove);

        var all = steps.Placing(diff.Place)
            .Concat(steps.Updating(diff.Update))
            .Concat(steps.Refreshing(diff.Refresh, refreshes))
            .Concat(steps.Removing(remove))
            .Concat(steps.Leaving(diff.Leave - record.Left));
        return new(package, record)
        {
            Actions = Actions(name, package, record, all),
            Keeps = [.. steps.Kept(diff.Keep).Select(part => Keeping(package!, part.From, part.Servers))],
            IsUnreadable = package?.Versions.Any(version => version.Content is DesiredContent.Faulty && version.Servers.Overlaps(diff.Keep)) ?? false,
            Declined = declined.Count,
            Returned = record.Left & desired.Groups.Declared,
            Cleanups = [.. cleanups.Of(record)],
            Targets = targets,
        };
    }

    private ServerSet HoldingWanted(DesiredPackage? package, TransferPackage record) => package is null
        ? nobody
        : desired.Groups.Union(package.Versions.Select(version => version.Servers & Holding(version, record)));

    /// <summary>Without its content we cannot tell which digest is wanted: who holds the declared version is left in peace.</summary>
    private ServerSet Holding(DesiredVersion version, TransferPackage record)
    {
        if (version.Content is DesiredContent.Known known)
            return record.ServersHolding(known.Digest);

        return version.Version.Name is { } name
            ? record.Holdings.Where(holding => holding.Version == name).Aggregate(nobody, (all, holding) => all | holding.Servers)
            : record.Held;
    }

    private (ServerSet Remove, ServerSet Declined) Pruned(DesiredPackage? package, ServerSet unwanted)
    {
        if (desired.Resources.Policy.Prune || package?.Package.Retire is not null)
            return (unwanted, nobody);

        var retired = unwanted & desired.Groups.Retired;
        return (retired, unwanted - retired);
    }

    /// <summary>Cells that agree in everything are one action.</summary>
    private ImmutableArray<PlanAction> Actions(PackageName name, DesiredPackage? package, TransferPackage record, IEnumerable<PlanStep> steps) =>
    [
        .. from step in steps
           from part in Held(package, record, step)
           group part.Servers by (step.Kind, step.From, step.To, step.Cause, part.Hold, step.Unread) into cells
           let servers = cells.Aggregate((all, set) => all | set)
           let what = cells.Key
           select new PlanAction(
               name, what.Kind, what.From, what.To, servers, what.Cause, what.Hold, Explain(package, what.Kind, servers), new(0, nobody))
           {
               Unread = what.Unread,
           },
    ];

    /// <summary>A suspension goes before every other reason to wait: it is the one that somebody meant. What is left is only recorded.</summary>
    private IEnumerable<(Hold? Hold, ServerSet Servers)> Held(DesiredPackage? package, TransferPackage record, PlanStep step)
    {
        if (step.Kind == ActionKind.Leave || !step.Servers.Overlaps(holds.Suspended))
            return HeldOtherwise(package, record, step);

        var others = step.Servers - holds.Suspended;
        var waiting = holds.SplitSuspended(step.Servers);
        return others.IsEmpty ? waiting : waiting.Concat(HeldOtherwise(package, record, step with { Servers = others }));
    }

    private IEnumerable<(Hold? Hold, ServerSet Servers)> HeldOtherwise(DesiredPackage? package, TransferPackage record, PlanStep step) => step.Kind switch
    {
        ActionKind.Leave => [(null, step.Servers)],
        _ when step.Fault is { } faulty => [(HoldFor(faulty), step.Servers)],
        not ActionKind.Remove when step.To is { } to && package?.Find(to.Digest) is { NameFault: { } fault } => HeldByNames(fault, record, step),
        _ => holds.Split(record, step),
    };

    private IEnumerable<(Hold? Hold, ServerSet Servers)> HeldByNames(string fault, TransferPackage record, PlanStep step)
    {
        var held = step.Servers & desired.Forms.CaseInsensitive;
        if (!held.IsEmpty)
            yield return (new(HoldReason.SourceFailed, fault), held);

        foreach (var part in holds.Split(record, step with { Servers = step.Servers - held }))
            yield return part;
    }

    private static ExplainingGroup? Explain(DesiredPackage? package, ActionKind kind, ServerSet servers) =>
        kind is ActionKind.Remove or ActionKind.Leave ? null : package?.Targets.Rules
            .SelectMany(rule => rule.To)
            .Where(to => servers.IsSubsetOf(to.Servers))
            .Select(to => new ExplainingGroup(to.Reference.Name, to.Servers.Count))
            .FirstOrDefault();

    private PlanAction Keeping(DesiredPackage package, HeldVersion version, ServerSet servers) =>
        new(package.Package.Name, ActionKind.Keep, version, version, servers, new(null, package.Package.At, null), null, null, new(0, nobody));

    /// <summary>
    /// Nothing is known of the package's cells, so nothing is done: whoever should hold it waits; where nobody should, every server may be
    /// one that has to lose it.
    /// </summary>
    private PackagePlan Corrupt(PackageName name, DesiredPackage? package, string damage)
    {
        var wanted = package is null ? nobody : desired.Wanted(package);
        var isRemoved = desired.Resources.Policy.Prune ? wanted.IsEmpty : package?.Package.Retire is not null;
        var servers = isRemoved ? desired.Groups.Declared : wanted;
        var cause = package is null ? Cause.Of($"{name} is no longer declared") : causes.At(package.Package.At);
        var parts = holds.SplitSuspended(servers).Append((Hold: new Hold(HoldReason.RecordCorrupt, damage), Servers: servers - holds.Suspended));
        var actions = from part in parts
                      where !part.Servers.IsEmpty
                      select new PlanAction(
                          name, isRemoved ? ActionKind.Remove : ActionKind.Place, null, null, part.Servers, cause, part.Hold, null, new(0, nobody));
        return new(package, new(name, actual.Servers)) { Actions = [.. actions] };
    }

    private static Hold HoldFor(DesiredContent.Faulty faulty) => new(
        faulty.Fault switch
        {
            ContentFault.SourceFailed => HoldReason.SourceFailed,
            ContentFault.SourceChanging => HoldReason.SourceChanging,
            ContentFault.NotAllowed => HoldReason.NotAllowed,
            _ => throw new InvalidOperationException($"unknown fault {faulty.Fault}"),
        },
        faulty.Reason);
}

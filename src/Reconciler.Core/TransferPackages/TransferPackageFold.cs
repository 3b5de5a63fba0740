using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>One line after the other turns a Transfer Package into the next. The table event x register stands in <c>README.md</c> beside this file.</summary>
public static class TransferPackageFold
{
    public static TransferPackage Apply(this TransferPackage package, TransferPackageRecord record)
    {
        foreach (var happened in record.Events)
            package = package.Apply(happened, record);

        return package with
        {
            Seq = record.Seq,
            RecordedAt = record.At,
            LastOrder = record.Order is { } order && !(order < package.LastOrder) ? order : package.LastOrder,
        };
    }

    private static TransferPackage Apply(this TransferPackage package, TransferPackageEvent happened, TransferPackageRecord record) => happened switch
    {
        TransferPackageEvent.Targeted e => package with { Targets = new(e.Generation, e.Servers) },
        TransferPackageEvent.Begun e => package with { Unsure = package.Unsure.With(new Unsure(e.From, e.To, record.At, e.Servers)) },
        TransferPackageEvent.Placed e => package.Replace(e, record).Settle(e.Servers),
        TransferPackageEvent.Adopted e => package.Hold(package.Placement(e.Digest, e.Version, record.Commit, e.Servers) with { PublishAs = e.PublishAs, Permissions = e.Permissions, Layout = e.Layout }).Prove(new(e.Proof, record.At, IsDrifted: false, e.Servers)).Settle(e.Servers),
        TransferPackageEvent.Removed e => package.Withdraw(e, record).Settle(e.Servers),
        TransferPackageEvent.Failed e => package.See(e, record.At).Trouble(e, record.At),
        TransferPackageEvent.Cleared e => package with { Troubles = package.Troubles.Without(e.Servers) },
        TransferPackageEvent.Drifted e => package.Prove(new(e.Proof, record.At, IsDrifted: true, e.Servers & package.ServersHolding(e.Digest))),
        TransferPackageEvent.Verified e => package.Prove(new(e.Proof, record.At, IsDrifted: false, e.Servers & package.ServersHolding(e.Digest))),
        TransferPackageEvent.Observed e => package.HoldSeen(package.Placement(e.Digest, e.Version, commit: null, e.Servers) with { PublishAs = e.PublishAs, Permissions = e.Permissions, Layout = e.Layout }, package.HoldingAs(e), record.At),
        TransferPackageEvent.Retained e => package with { OutOfSight = package.OutOfSight.WithTree(new(e.Digest, e.Version, IsWithdrawn: false, record.At, e.Servers) { Layout = e.Layout }) },
        TransferPackageEvent.Lost e => package.HoldNothing(e.Servers) with { Left = package.Left - e.Servers },
        TransferPackageEvent.Left e => package with { Left = package.Left | e.Servers },
        TransferPackageEvent.Declared e => package with { Left = package.Left - e.Servers },
        TransferPackageEvent.Forgotten e => package.HoldNothing(e.Servers).Settle(e.Servers) with { OutOfSight = package.OutOfSight.Without(e.Servers) },
        TransferPackageEvent.Renamed e => package.Moved(package.Servers.SetOf(e.From), e.Servers),
        TransferPackageEvent.RefreshAsked e => package with { RefreshAsked = package.RefreshAsked.With(new RefreshAsked(e.Reason, record.At, e.Servers)) },
        TransferPackageEvent.Purged e => package with { OutOfSight = package.OutOfSight.WithoutTree(e.Digest, e.Servers) },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event"),
    };

    /// <summary>The new digest becomes current; another one that was recorded there goes out of sight, and the new one comes out of it.</summary>
    private static TransferPackage Replace(this TransferPackage package, TransferPackageEvent.Placed placed, TransferPackageRecord record)
    {
        var outOfSight = package.WithFormer(isWithdrawn: false, placed.Digest, placed.Servers, record.At).WithoutTree(placed.Digest, placed.Servers);
        return package.Hold(package.Placement(placed.Digest, placed.Version, record.Commit, placed.Servers) with { PublishAs = placed.PublishAs, Permissions = placed.Permissions, Layout = placed.Layout })
            .Prove(new(placed.Proof, record.At, IsDrifted: false, placed.Servers)) with
        {
            OutOfSight = outOfSight,
        };
    }

    private static TransferPackage Withdraw(this TransferPackage package, TransferPackageEvent.Removed removed, TransferPackageRecord record) =>
        package.HoldNothing(removed.Servers) with
        {
            OutOfSight = package.WithdrawnTrees(removed, record.At).Aggregate(package.OutOfSight, (trees, tree) => trees.WithTree(tree)),
        };

    private static IEnumerable<OutOfSight> WithdrawnTrees(this TransferPackage package, TransferPackageEvent.Removed removed, DateTimeOffset at)
    {
        var version = package.VersionOf(removed.Digest);
        var versions = package.Holdings.Where(holding => holding.Layout == Layout.Versions).Aggregate(package.Servers.Empty, (all, holding) => all | holding.Servers);
        yield return new(removed.Digest, version, IsWithdrawn: true, at, removed.Servers - versions);
        yield return new(removed.Digest, version, IsWithdrawn: true, at, removed.Servers & versions) { Layout = Layout.Versions };
    }

    /// <summary>What servers held until now goes out of sight, and is deleted from there when its time has come.</summary>
    /// <param name="by">What they hold from now on; null: nothing.</param>
    private static ImmutableArray<OutOfSight> WithFormer(this TransferPackage package, bool isWithdrawn, Digest? by, ServerSet servers, DateTimeOffset at) =>
        package.Holdings.Where(former => former.Digest != by).Aggregate(
            package.OutOfSight,
            (trees, former) => trees.WithTree(new(former.Digest, former.Version, isWithdrawn, at, former.Servers & servers) { Layout = former.Layout }));

    /// <summary>What a failed attempt saw. When it saw nothing, in the sense of not being able to look, everything stays as it was.</summary>
    private static TransferPackage See(this TransferPackage package, TransferPackageEvent.Failed failed, DateTimeOffset at)
    {
        if (!failed.Held.WasSeen)
            return package;

        if (failed.Held.Digest is { } digest)
            return package.HoldSeen(package.Placement(digest, package.VersionOf(digest), commit: null, failed.Servers), package.ServersHolding(digest), at);

        // A removal that failed at its end has taken away what was there.
        var outOfSight = failed.Wanted is null ? package.WithFormer(isWithdrawn: true, by: null, failed.Servers, at) : package.OutOfSight;
        return package.HoldNothing(failed.Servers) with { OutOfSight = outOfSight };
    }

    /// <summary>Trouble of the whole server stands in the server's facts; a package's record only learns that its action is over.</summary>
    private static TransferPackage Trouble(this TransferPackage package, TransferPackageEvent.Failed failed, DateTimeOffset at) =>
        failed.Error.IsOfTheServer()
            ? package
            : package with { Troubles = package.Troubles.With(new Trouble(failed.Error, failed.Wanted, failed.Attempt, at, failed.RetryAt, failed.Servers)) };

    /// <summary>
    /// A look shows no more than a digest: where it is the recorded one, version, commit, generation and proof (drift too) stay. Where it is another one,
    /// that was published and never recorded, and what it replaced is out of sight.
    /// </summary>
    /// <param name="asRecorded">Where what was seen is what is recorded.</param>
    private static TransferPackage HoldSeen(this TransferPackage package, Holding seen, ServerSet asRecorded, DateTimeOffset at)
    {
        var others = seen.Servers - asRecorded;
        return package.Hold(seen.On(others)) with
        {
            Proofs = package.Proofs.Without(others),
            Unsure = package.Unsure.Without(seen.Servers),
            OutOfSight = package.WithFormer(isWithdrawn: false, seen.Digest, others, at),
        };
    }

    private static ServerSet HoldingAs(this TransferPackage package, TransferPackageEvent.Observed seen) =>
        package.Holdings.Where(holding => holding.Digest == seen.Digest && holding.PublishAs == seen.PublishAs && holding.Permissions == seen.Permissions && holding.Layout == seen.Layout)
            .Aggregate(package.Servers.Empty, (all, holding) => all | holding.Servers);

    private static TransferPackage Hold(this TransferPackage package, Holding holding) =>
        package with { Holdings = package.Holdings.With(holding) };

    private static TransferPackage HoldNothing(this TransferPackage package, ServerSet servers) => package with
    {
        Holdings = package.Holdings.Without(servers),
        Proofs = package.Proofs.Without(servers),
        Unsure = package.Unsure.Without(servers),
    };

    private static TransferPackage Prove(this TransferPackage package, Proof proof) =>
        package with { Proofs = package.Proofs.With(proof) };

    /// <summary>What was under way, wanted or wrong there is over.</summary>
    private static TransferPackage Settle(this TransferPackage package, ServerSet servers) => package with
    {
        Unsure = package.Unsure.Without(servers),
        Troubles = package.Troubles.Without(servers),
        RefreshAsked = package.RefreshAsked.Without(servers),
        Left = package.Left - servers,
    };

    private static Holding Placement(this TransferPackage package, Digest digest, string version, string? commit, ServerSet servers) =>
        new(digest, version, commit, package.Targets?.Generation ?? 0, servers);

    /// <summary>The version under which the digest is recorded anywhere; without one, what a package that declares none has.</summary>
    private static string VersionOf(this TransferPackage package, Digest digest) =>
        package.Holdings.Where(holding => holding.Digest == digest).Select(holding => holding.Version).Min(StringComparer.Ordinal)
        ?? package.OutOfSight.Where(tree => tree.Digest == digest).Select(tree => tree.Version).Min(StringComparer.Ordinal)
        ?? digest.Short;
}

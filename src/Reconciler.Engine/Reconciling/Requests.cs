using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Reconciling;

/// <summary>What somebody asks for by hand, as it is recorded. Nothing is copied here: the next plan shows what follows.</summary>
public sealed class Requests(StateFiles state, TimeProvider time)
{
    /// <summary>The next plan refreshes the package on <paramref name="servers"/>, whatever the records prove.</summary>
    /// <exception cref="StateWriteException">Nothing was recorded.</exception>
    public void Refresh_NeedsLock(IStateLock held, PackageName package, ServerSet servers, string? reason) =>
        state.Packages.Append_NeedsLock(held, [Append(package, new TransferPackageEvent.RefreshAsked(reason, servers))], []);

    /// <summary>What is recorded of <paramref name="packages"/> on the server is no longer true. Nothing on the server changes.</summary>
    /// <exception cref="StateWriteException">Nothing was recorded.</exception>
    public void Forget_NeedsLock(IStateLock held, ActualPlacement actual, ServerName server, IEnumerable<PackageName> packages, string reason) =>
        state.Packages.Append_NeedsLock(held, Forgotten(actual, server, packages, reason), []);

    /// <summary>As <see cref="Forget_NeedsLock"/>, and the server's address and claim no longer say anything either.</summary>
    /// <exception cref="StateWriteException">Nothing was recorded.</exception>
    public void ForgetServer_NeedsLock(IStateLock held, ActualPlacement actual, ServerName server, string reason) =>
        state.Packages.Append_NeedsLock(
            held,
            Forgotten(actual, server, PackagesOn(actual, server), reason),
            [new(server, time.GetUtcNow(), [new ServerEvent.Gone(reason)])]);

    /// <summary>Lets the removals of a plan go, and of every part of it.</summary>
    /// <param name="plan">As it was saved.</param>
    /// <exception cref="StateWriteException">Nothing is approved.</exception>
    public Approval Approve_NeedsLock(IStateLock held, SavedPlan plan, string actor, string? reason, TimeSpan validFor)
    {
        var now = time.GetUtcNow();
        var approval = new Approval(plan.Hash, actor, now, now + validFor) { Reason = reason };
        state.Plans.Save_NeedsLock(held, plan.Hash, plan.Bytes);
        state.Approvals.Add_NeedsLock(held, approval);
        return approval;
    }

    /// <summary>Nothing is done on these servers until <see cref="Resume_NeedsLock"/>, or until then. What is being suspended already is suspended anew.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="until">Null: it does not end by itself.</param>
    /// <exception cref="StateWriteException">Nothing was recorded.</exception>
    public void Suspend_NeedsLock(IStateLock held, IEnumerable<ServerName> servers, string actor, string reason, DateTimeOffset? until) =>
        Append_NeedsLock(held, servers, new ServerEvent.Suspended(actor, Suspension.OneLine(reason), until));

    /// <summary>Ends what the command line had suspended; what Git suspends stays suspended.</summary>
    /// <param name="actor">Who asks.</param>
    /// <exception cref="StateWriteException">Nothing was recorded.</exception>
    public void Resume_NeedsLock(IStateLock held, IEnumerable<ServerName> servers, string actor) =>
        Append_NeedsLock(held, servers, new ServerEvent.Resumed(actor));

    /// <summary>The source holds this now, whatever was recorded.</summary>
    /// <exception cref="StateWriteException">Nothing was recorded.</exception>
    public void Resolve_NeedsLock(IStateLock held, SourceResolution resolution) =>
        state.Sources.Add_NeedsLock(held, [resolution.ToRecord()]);

    /// <summary>Every package of which anything is recorded on the server: held, interrupted, in trouble or out of sight.</summary>
    public static ImmutableArray<PackageName> PackagesOn(ActualPlacement actual, ServerName server) =>
        [.. actual.Packages.Values.Where(package => package.Mentions(server)).Select(package => package.Name)];

    private void Append_NeedsLock(IStateLock held, IEnumerable<ServerName> servers, ServerEvent happened) =>
        state.Packages.Append_NeedsLock(held, [], [.. servers.Select(server => new ServerAppend(server, time.GetUtcNow(), [happened]))]);

    private TransferPackageAppend[] Forgotten(ActualPlacement actual, ServerName server, IEnumerable<PackageName> packages, string reason)
    {
        var happened = new TransferPackageEvent.Forgotten(reason, actual.Servers.SetOf(server));
        return [.. packages.Select(package => Append(package, happened))];
    }

    private TransferPackageAppend Append(PackageName package, TransferPackageEvent happened) =>
        new(package, time.GetUtcNow(), Order: null, Plan: null, Commit: null, [happened]);
}

/// <param name="Hash">Whole.</param>
/// <param name="Bytes">As <c>plan --save</c> or a sync wrote it.</param>
public sealed record SavedPlan(string Hash, ReadOnlyMemory<byte> Bytes);

using System.Globalization;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.TransferPackages;

/// <summary>What one server holds of one package, event by event and without any set: the fold must agree with it for every server.</summary>
internal sealed class CellModel
{
    private (Digest Digest, string Version, string? Commit, int Generation, (string? PublishAs, Permissions Permissions, Layout Layout) Form)? holding;
    private (ProofKind Kind, DateTimeOffset At, bool IsDrifted)? proof;
    private (Digest? From, Digest? To, DateTimeOffset Since)? unsure;
    private (TroubleKind Kind, Digest? Wanted, int Attempt, DateTimeOffset At, DateTimeOffset? RetryAt)? trouble;
    private (string? Reason, DateTimeOffset At)? refreshAsked;
    private readonly SortedDictionary<Digest, (string Version, bool IsWithdrawn, DateTimeOffset Since, Layout Layout)> outOfSight = [];
    private bool isLeft;

    /// <param name="versions">The version each digest has in this test: it stands for what the package as a whole has recorded.</param>
    public void Apply(TransferPackageEvent happened, TransferPackageRecord record, int generation, Func<Digest, string> versions)
    {
        switch (happened)
        {
            case TransferPackageEvent.Begun e:
                unsure = (e.From, e.To, record.At);
                break;
            case TransferPackageEvent.Placed e:
                outOfSight.Remove(e.Digest);
                if (holding is { } former && former.Digest != e.Digest)
                    outOfSight[former.Digest] = (former.Version, false, record.At, former.Form.Layout);
                holding = (e.Digest, e.Version, record.Commit, generation, (e.PublishAs, e.Permissions, e.Layout));
                proof = (e.Proof, record.At, false);
                Settle();
                break;
            case TransferPackageEvent.Adopted e:
                holding = (e.Digest, e.Version, record.Commit, generation, (e.PublishAs, e.Permissions, e.Layout));
                proof = (e.Proof, record.At, false);
                Settle();
                break;
            case TransferPackageEvent.Removed e:
                outOfSight[e.Digest] = (versions(e.Digest), true, record.At, holding?.Form.Layout ?? default);
                HoldNothing();
                Settle();
                break;
            case TransferPackageEvent.Failed e:
                if (!e.Error.IsOfTheServer())
                    trouble = (e.Error, e.Wanted, e.Attempt, record.At, e.RetryAt);
                if (e.Held is { WasSeen: true, Digest: { } seen })
                    HoldSeen(seen, versions(seen), generation, holding?.Digest == seen ? holding!.Value.Form : default, record.At);
                else if (e.Held.WasSeen)
                    HoldNothingAfter(e, record.At);
                break;
            case TransferPackageEvent.Cleared:
                trouble = null;
                break;
            case TransferPackageEvent.Drifted e when holding?.Digest == e.Digest:
                proof = (e.Proof, record.At, true);
                break;
            case TransferPackageEvent.Verified e when holding?.Digest == e.Digest:
                proof = (e.Proof, record.At, false);
                break;
            case TransferPackageEvent.Observed e:
                HoldSeen(e.Digest, e.Version, generation, (e.PublishAs, e.Permissions, e.Layout), record.At);
                break;
            case TransferPackageEvent.Retained e:
                outOfSight[e.Digest] = (e.Version, false, record.At, e.Layout);
                break;
            case TransferPackageEvent.Lost:
                HoldNothing();
                isLeft = false;
                break;
            case TransferPackageEvent.Left:
                isLeft = true;
                break;
            case TransferPackageEvent.Declared:
                isLeft = false;
                break;
            case TransferPackageEvent.Forgotten:
                HoldNothing();
                Settle();
                outOfSight.Clear();
                break;
            case TransferPackageEvent.RefreshAsked e:
                refreshAsked = (e.Reason, record.At);
                break;
            case TransferPackageEvent.Purged e:
                outOfSight.Remove(e.Digest);
                break;
        }
    }

    private void HoldSeen(Digest digest, string version, int generation, (string? PublishAs, Permissions Permissions, Layout Layout) form, DateTimeOffset at)
    {
        unsure = null;
        if (holding is { } held && held.Digest == digest && held.Form == form)
            return;

        if (holding is { } former && former.Digest != digest)
            outOfSight[former.Digest] = (former.Version, false, at, former.Form.Layout);
        holding = (digest, version, null, generation, form);
        proof = null;
    }

    private void HoldNothingAfter(TransferPackageEvent.Failed failed, DateTimeOffset at)
    {
        if (failed.Wanted is null && holding is { } former)
            outOfSight[former.Digest] = (former.Version, true, at, former.Form.Layout);
        HoldNothing();
    }

    private void HoldNothing() => (holding, proof, unsure) = (null, null, null);

    private void Settle() => (unsure, trouble, refreshAsked, isLeft) = (null, null, null, false);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"holding {holding}, proof {proof}, unsure {unsure}, trouble {trouble}, refresh {refreshAsked}, left {isLeft}, out of sight {string.Join(' ', outOfSight)}");

    /// <summary>The same cell as the fold has it. Fails when a register has the server twice.</summary>
    public static CellModel Of(TransferPackage package, ServerName server)
    {
        var cell = new CellModel { isLeft = package.Left.Contains(server) };
        if (Only(package.Holdings, server) is { } h)
            cell.holding = (h.Digest, h.Version, h.Commit, h.Generation, (h.PublishAs, h.Permissions, h.Layout));
        if (Only(package.Proofs, server) is { } p)
            cell.proof = (p.Kind, p.At, p.IsDrifted);
        if (Only(package.Unsure, server) is { } u)
            cell.unsure = (u.From, u.To, u.Since);
        if (Only(package.Troubles, server) is { } t)
            cell.trouble = (t.Kind, t.Wanted, t.Attempt, t.At, t.RetryAt);
        if (Only(package.RefreshAsked, server) is { } r)
            cell.refreshAsked = (r.Reason, r.At);
        foreach (var tree in package.OutOfSight.Where(tree => tree.Servers.Contains(server)))
            cell.outOfSight.Add(tree.Digest, (tree.Version, tree.IsWithdrawn, tree.Since, tree.Layout));
        return cell;
    }

    private static TGroup? Only<TGroup>(IEnumerable<TGroup> register, ServerName server)
        where TGroup : class, IRegisterGroup<TGroup> =>
        register.SingleOrDefault(group => group.Servers.Contains(server));
}

using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>Carries out orders on one server. Each method gives a result for whatever the world does; only a cancellation throws.</summary>
internal sealed class ServerLane(IServer server, IContentStore content, TimeProvider time, IProgress<CopiedBytes> progress)
{
    private readonly CopyMeter meter = new(time);

    internal IServer Server => server;

    internal async Task<CopyResult> CarryOutAsync(CopyOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return order switch
            {
                CopyOrder.Visit visit => await VisitAsync(visit, cancellationToken),
                CopyOrder.Place place => await PlaceAsync(place, cancellationToken),
                CopyOrder.Remove remove => await RemoveAsync(remove, cancellationToken),
                CopyOrder.Clean clean => await CleanAsync(clean, cancellationToken),
                CopyOrder.Verify verify => await VerifyAsync(verify, cancellationToken),
                CopyOrder.Depart depart => await DepartAsync(depart, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(order), order, "unknown order"),
            };
        }
        catch (ServerException failure)
        {
            var missing = (failure.InnerException as ContentMissingException)?.Digest;
            return await FailedAsync(order, failure.Kind, failure.Message, missing, cancellationToken);
        }
        catch (ContentMissingException missing)
        {
            return await FailedAsync(order, TroubleKind.HashMismatch, missing.Message, missing.Digest, cancellationToken);
        }
    }

    private async Task<CopyResult> VisitAsync(CopyOrder.Visit order, CancellationToken cancellationToken)
    {
        var visit = await server.OpenAsync(cancellationToken);
        if (visit.Claim is { } claim)
        {
            if (claim.Estate != order.Estate)
                return Refused(order, TroubleKind.Foreign, $"{server.Name} belongs to estate {claim.Estate.Short} (claimed as {claim.Server}, {claim.WrittenAt.UtcDateTime:yyyy-MM-dd}). Run 'reconciler adopt --estate {claim.Estate.Short} --write' to take it over.");

            if (claim.Server == server.Name)
                return await VisitedAsync(order, visit, wasClaimed: false, cancellationToken);

            if (!order.FormerNames.Contains(claim.Server))
                return Refused(order, TroubleKind.Foreign, $"the root of {server.Name} is claimed for {claim.Server} of this estate. Give each server its own address; if {claim.Server} is gone for good, run 'reconciler forget {claim.Server} --reason …', or 'reconciler adopt --write' where nothing is recorded of it.");
        }
        else if (!order.MayClaim)
        {
            return Refused(order, TroubleKind.NotMounted, $"the root of {server.Name} has no claim, though placements are recorded there: is it mounted? If the disk is new, run 'reconciler forget {server.Name} --reason \"new disk\"'.");
        }

        await server.ClaimAsync(new(order.Estate, server.Name, time.GetUtcNow()), cancellationToken);
        return await VisitedAsync(order, visit, wasClaimed: true, cancellationToken);
    }

    private async Task<CopyResult> VisitedAsync(CopyOrder order, ServerVisit visit, bool wasClaimed, CancellationToken cancellationToken) =>
        new CopyResult.Visited(order.Id, order.Order, visit.FreeBytes, wasClaimed) { Atomicity = await server.ProbeAsync(cancellationToken) };

    /// <summary>What was copied has taken room.</summary>
    private async Task<CopyResult> DepartAsync(CopyOrder.Depart order, CancellationToken cancellationToken)
    {
        var free = meter.IsTelling ? (await server.OpenAsync(cancellationToken)).FreeBytes : null;
        return new CopyResult.Departed(order.Id, order.Order, meter.Measure(free));
    }

    private async Task<CopyResult> PlaceAsync(CopyOrder.Place order, CancellationToken cancellationToken)
    {
        var view = await server.LookAsync(order.At, cancellationToken);
        if (view.LastOrder > order.Order)
            return Superseded(order, view);

        if (view.Current is { } current)
        {
            if (current.Digest == order.To && Stands(current, order) && !order.IsRefresh)
                return Observed(order, current);

            // Neither what was planned from nor what was planned: what the server shows is recorded, and planned anew.
            if (current.Digest != order.To && current.Digest != order.From)
                return Observed(order, current);
        }

        var manifest = content.FindManifest(order.To) ?? throw new ContentMissingException(order.To, $"the manifest of {order.At.Package} {order.Version} is not in the content store");
        var request = new StageRequest(order.At, manifest, order.Version, order.FileTime, order.Order)
        {
            MustRead = order.IsRefresh,
            ReuseFrom = order.ReuseFrom,
            Displaces = order.Displaces,
        };
        if (view.HasSomethingElse && order.Displaces is null)
        {
            var adopted = await AdoptAsync(order, request, cancellationToken);
            if (adopted is not CopyResult.Adopted)
                return adopted;

            // What stands at its former path is to leave that, too.
            if (view.Current is null && order.Server.Permissions.AreInherited && await HasItsLayoutAsync(order, cancellationToken))
                return adopted;
        }

        if (order.IsRefresh && view.Current is { } held && held.Digest == order.To && Stands(held, order))
        {
            var verification = await server.VerifyAsync(order.At, manifest, ProofKind.Read, order.IgnoreExtra, cancellationToken);
            if (verification.IsEqual)
                return new CopyResult.Placed(order.Id, order.Order, manifest.SizeBytes, SentBytes: 0, ProofKind.Read);
        }

        var began = meter.Now;
        var staged = await server.StageAsync(request, content, new LaneProgress(order, progress), cancellationToken);

        // A refresh reads what is there, too.
        if (!order.IsRefresh)
            meter.Add(began, staged.SentBytes);
        await server.SealAsync(request, staged, cancellationToken);
        await server.PublishAsync(request, staged, cancellationToken);
        return new CopyResult.Placed(order.Id, order.Order, manifest.SizeBytes, staged.SentBytes, staged.Proof);
    }

    /// <summary>At the path, in the layout and with the permissions that it should have.</summary>
    private static bool Stands(TreeOnServer current, CopyOrder.Place order) =>
        current.PublishedAs == order.At.PublishAs
        && current.Permissions == order.Server.Permissions
        && current.Layout == order.Server.Layout
        && (current.Layout == Layout.Current || current.Version == order.Version);

    /// <summary>What was taken over may have been put there under the other one.</summary>
    private async Task<bool> HasItsLayoutAsync(CopyOrder.Place order, CancellationToken cancellationToken) =>
        (await server.LookAsync(order.At, cancellationToken)).Current?.Layout == order.Server.Layout;

    private async Task<CopyResult> AdoptAsync(CopyOrder.Place order, StageRequest request, CancellationToken cancellationToken)
    {
        var verification = await server.AdoptAsync(request, order.IgnoreExtra, cancellationToken);
        return verification.IsEqual
            ? new CopyResult.Adopted(order.Id, order.Order, ProofKind.Read)
            : new CopyResult.Failed(
                order.Id, order.Order, TroubleKind.Conflict,
                $"{order.At.PublishAs} on {server.Name} was not placed by Reconciler and differs from {order.At.Package} {order.Version} ({verification.Differences[0].Kind} '{verification.Differences[0].Path}', {verification.Differences.Length} in all). Move it away, or take it over with 'reconciler adopt --as-is {order.At.Package} --write'.",
                WasTouched: false, HeldObservation.Nothing, null);
    }

    private async Task<CopyResult> RemoveAsync(CopyOrder.Remove order, CancellationToken cancellationToken)
    {
        var view = await server.LookAsync(order.At, cancellationToken);
        if (view.LastOrder > order.Order)
            return Superseded(order, view);

        if (view.Current is not { } current)
        {
            if (view.HasTreesInSight)
                await server.WithdrawAsync(order.At, order.Order, cancellationToken);

            // Taken out of sight already: by an interrupted removal, or by a package that was published in its place.
            return view.OutOfSight.Any(tree => tree.Digest == order.From)
                ? new CopyResult.Removed(order.Id, order.Order)
                : new CopyResult.NotThere(order.Id, order.Order);
        }

        if (current.Digest != order.From)
            return Observed(order, current);

        await server.WithdrawAsync(order.At with { PublishAs = current.PublishedAs ?? order.At.PublishAs }, order.Order, cancellationToken);
        return new CopyResult.Removed(order.Id, order.Order);
    }

    private async Task<CopyResult> CleanAsync(CopyOrder.Clean order, CancellationToken cancellationToken)
    {
        await server.CleanAsync(order.At, [order.Digest], order.IgnoreExtra, cancellationToken);
        return new CopyResult.Cleaned(order.Id, order.Order);
    }

    private async Task<CopyResult> VerifyAsync(CopyOrder.Verify order, CancellationToken cancellationToken)
    {
        var view = await server.LookAsync(order.At, cancellationToken);
        if (view is { Current: null, HasSomethingElse: false })
            return new CopyResult.NotThere(order.Id, order.Order);

        if (view.Current is { } current && current.Digest != order.Digest)
            return Observed(order, current);

        var manifest = content.FindManifest(order.Digest) ?? throw new ContentMissingException(order.Digest, $"the manifest of {order.At.Package} is not in the content store");
        var verification = await server.VerifyAsync(order.At, manifest, order.Proof, order.IgnoreExtra, cancellationToken);
        return new CopyResult.Verified(order.Id, order.Order, verification.Differences) { Proof = verification.Proof };
    }

    /// <summary>What is current after a failure decides whether the cell stays unsure, so it is looked at once more.</summary>
    private async Task<CopyResult> FailedAsync(CopyOrder order, TroubleKind kind, string message, Digest? missing, CancellationToken cancellationToken)
    {
        var held = HeldObservation.Unknown;
        if (!kind.IsOfTheServer() && PlaceOf(order) is { } place)
        {
            try
            {
                held = Held(order, (await server.LookAsync(place, cancellationToken)).Current);
            }
            catch (ServerException again)
            {
                return new CopyResult.Failed(order.Id, order.Order, again.Kind, again.Message, WasTouched: true, HeldObservation.Unknown, missing);
            }
        }

        return new CopyResult.Failed(order.Id, order.Order, kind, message, WasTouched: true, held, missing);
    }

    /// <summary>
    /// A failure tells a digest and no more. Where the order may have come to its end after all, that does not say at which path and in which form it
    /// stands there: the cell stays unsure, and the next run looks.
    /// </summary>
    private static HeldObservation Held(CopyOrder order, TreeOnServer? current) => (order, current) switch
    {
        (_, null) => HeldObservation.Nothing,
        (CopyOrder.Place place, { Digest: var digest }) when digest != place.From || digest == place.To => HeldObservation.Unknown,
        (CopyOrder.Remove remove, { Digest: var digest }) when digest != remove.From => HeldObservation.Unknown,
        (_, { Digest: var digest }) => HeldObservation.Of(digest),
    };

    private static CopyResult.Observed Observed(CopyOrder order, TreeOnServer current) =>
        new(order.Id, order.Order, current.Digest, current.Version, current.PublishedAs)
        {
            Permissions = current.Permissions,
            Layout = current.Layout,
        };

    private static CopyResult.Failed Refused(CopyOrder order, TroubleKind kind, string message) =>
        new(order.Id, order.Order, kind, message, WasTouched: false, HeldObservation.Unknown, null);

    private CopyResult.Failed Superseded(CopyOrder order, PackageView view) => new(
        order.Id, order.Order, TroubleKind.Superseded,
        $"{server.Name} has carried out order {view.LastOrder}, and this one is {order.Order}: another state has been at work there, or ours was restored from a backup. Run 'reconciler adopt --write' to go on from what the server holds",
        WasTouched: false, view.Current is { } current ? HeldObservation.Of(current.Digest) : HeldObservation.Nothing, null);

    private static PackagePlace? PlaceOf(CopyOrder order) => order switch
    {
        CopyOrder.Place place => place.At,
        CopyOrder.Remove remove => remove.At,
        CopyOrder.Clean clean => clean.At,
        CopyOrder.Verify verify => verify.At,
        _ => null,
    };

    private sealed class LaneProgress(CopyOrder.Place order, IProgress<CopiedBytes> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new(order.Server.Name, order.At.Package, value));
    }
}

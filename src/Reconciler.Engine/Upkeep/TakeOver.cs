using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Upkeep;

/// <summary>Makes one server ours and writes receipts for its trees.</summary>
internal sealed class TakeOver(AdoptRequest request, IStateLock held, TimeProvider time)
{
    internal async Task<TakenOver> OfAsync(ServerSurvey survey, IServer connected, ImmutableArray<FoundTree> trees, CancellationToken cancellationToken)
    {
        var estate = request.Estate ?? throw new InvalidOperationException("The estate must have its id before anything is taken over.");
        var visit = await connected.OpenAsync(cancellationToken);
        if (visit.Claim != survey.Claim)
            throw new ServerException(TroubleKind.Foreign, survey.Server.Name, "its claim changed while it was looked at; look again");

        var mustClaim = visit.Claim is not { } claim || claim.Estate != estate || claim.Server != survey.Server.Name;
        if (mustClaim)
            await connected.ClaimAsync(new(estate, survey.Server.Name, time.GetUtcNow()), cancellationToken);

        var taken = ImmutableArray.CreateBuilder<TakenTree>();
        var failures = ImmutableArray.CreateBuilder<string>();
        foreach (var tree in trees)
        {
            try
            {
                taken.Add(await TakeAsync(tree, connected, cancellationToken));
            }
            catch (ServerException failure) when (!failure.Kind.IsOfTheServer())
            {
                failures.Add($"{tree.Package} on {survey.Server.Name}: {failure.Message}");
            }
        }

        return new(survey.Server, mustClaim, survey.FreeBytes, taken.ToImmutable(), failures.ToImmutable()) { Retained = survey.Retained };
    }

    private async Task<TakenTree> TakeAsync(FoundTree tree, IServer connected, CancellationToken cancellationToken) => tree switch
    {
        FoundTree.Sealed found => new(found.Place, found.Manifest, found.Version, ProofKind.Stat, null, Drift: null) { Permissions = found.Permissions, Layout = found.Layout },
        FoundTree.Drifted found => new(found.Place, found.Manifest, found.Version, ProofKind.Stat, null, found.Verification) { Permissions = found.Permissions, Layout = found.Layout },
        FoundTree.Equal found => await AdoptAsync(found.Place, found.Manifest, found.Version, found.FileTime, connected, cancellationToken),
        FoundTree.Stranger found => await AdoptAsync(found.Place, found.Manifest, Adoption.Unmanaged, time.GetUtcNow(), connected, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(tree), tree, "cannot be taken over"),
    };

    private async Task<TakenTree> AdoptAsync(
        PackagePlace place, Manifest manifest, string version, DateTimeOffset fileTime, IServer connected, CancellationToken cancellationToken)
    {
        var order = held.NextOrder();
        var verification = await connected.AdoptAsync(
            new(place, manifest, version, fileTime, order), request.Desired.Resources.Policy.IgnoreExtra, cancellationToken);
        if (!verification.IsEqual)
            throw new ServerException(TroubleKind.Conflict, connected.Name, $"it changed while it was taken over ('{verification.Differences[0].Path}'); look again", place.Package);

        // Where versions stand side by side, the path says which one it is.
        var view = await connected.LookAsync(place, cancellationToken);
        return view.Current is { Layout: Layout.Versions } shown
            ? new(place, manifest, shown.Version, ProofKind.Read, order, Drift: null) { Layout = Layout.Versions }
            : new(place, manifest, version, ProofKind.Read, order, Drift: null);
    }
}

/// <summary>What was taken over on one server.</summary>
/// <param name="WasClaimed">The root has our claim now, and had not before.</param>
internal sealed record TakenOver(
    DistributionServer Server, bool WasClaimed, long? FreeBytes, ImmutableArray<TakenTree> Trees, ImmutableArray<string> Failures)
{
    internal ImmutableArray<RetainedTree> Retained { get; init; } = [];
}

/// <param name="Order">Under which its receipt was written now; null when it had one.</param>
/// <param name="Drift">How it differs from its receipt; null when it does not.</param>
internal sealed record TakenTree(PackagePlace Place, Manifest Manifest, string Version, ProofKind Proof, OrderNumber? Order, Verification? Drift)
{
    /// <summary>Those that it was given; inherited where it was only taken over.</summary>
    public Permissions Permissions { get; init; }

    public Layout Layout { get; init; }
}

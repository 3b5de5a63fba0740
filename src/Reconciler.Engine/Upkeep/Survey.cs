using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Upkeep;

/// <summary>Looks at one server for <c>adopt</c>: whose it is, which trees it has, what they are. Changes nothing.</summary>
internal sealed class Survey(AdoptRequest request, AllowList allowed)
{
    private readonly ImmutableArray<string> ignoreExtra = request.Desired.Resources.Policy.IgnoreExtra;

    internal async Task<ServerSurvey> OfAsync(DistributionServer server, IServer connected, CancellationToken cancellationToken)
    {
        if (allowed.Refuses(server.Address.Value) is { } line)
            return ServerSurvey.Refused(server, $"not-allowed: add {line} to the settings, or give --allow-root");

        if (request.Renames.FirstOrDefault(rename => rename.To == server.Name) is { } renamed)
            return ServerSurvey.Refused(server, $"renamed: it is recorded as {renamed.From}. Run 'reconciler sync' first, which takes what is recorded along");

        var visit = await connected.OpenAsync(cancellationToken);
        if (!visit.HasRoot)
            return new(server, Refusal: null, null, [], [], null);

        var receipts = new List<Receipt>();
        await foreach (var receipt in connected.ReceiptsAsync(cancellationToken))
            receipts.Add(receipt);
        if (Refusal(server, visit.Claim, receipts) is { } refusal)
            return ServerSurvey.Refused(server, refusal, visit.Claim);

        var trees = await TreesAsync(server, connected, receipts, cancellationToken);
        var directories = await connected.DirectoriesAsync(cancellationToken);
        return new(
            server, Refusal: null, visit.Claim, trees, Unknown(directories, receipts), receipts.Count == 0 ? null : receipts.Max(receipt => receipt.Order))
        {
            FreeBytes = visit.FreeBytes,
            Retained = [.. receipts.Where(receipt => request.Scope.Includes(receipt.Package)).SelectMany(receipt => Unrecorded(server, receipt))],
        };
    }

    private string? Refusal(DistributionServer server, Claim? claim, List<Receipt> receipts)
    {
        if (claim is null)
        {
            return request.Recorded.Packages.Values.Any(package => package.HoldingOf(server.Name) is not null)
                ? $"not-mounted: the root has no claim, though placements are recorded there: is it mounted? If the disk is new, run 'reconciler forget {server.Name} --reason \"new disk\"'"
                : null;
        }

        if (claim.Estate == request.Estate)
        {
            return claim.Server == server.Name || FormerNames.Of(server, request.Recorded, IsDeclared).Contains(claim.Server) || IsNobody(claim.Server)
                ? null
                : $"foreign: the root is claimed for {claim.Server} of this estate. Give each server its own address; if {claim.Server} is gone for good, run 'reconciler forget {claim.Server} --reason …'";
        }

        return request.TakeOver is { } prefix && claim.Estate.Value.StartsWith(prefix, StringComparison.Ordinal)
            ? null
            : $"foreign: it belongs to estate {claim.Estate.Short} ({PlanText.Count(receipts.Count, "package")}, claimed as {claim.Server}, {claim.WrittenAt.UtcDateTime:yyyy-MM-dd}). Run 'reconciler adopt --estate {claim.Estate.Short} --write' to take it over";
    }

    /// <summary>Claimed, and renamed before anything of that was recorded; or recorded in a state that was lost.</summary>
    private bool IsNobody(ServerName name) => !IsDeclared(name) && !request.Recorded.Packages.Values.Any(package =>
        package.HoldingOf(name) is not null || package.UnsureOf(name) is not null || package.OutOfSight.Any(tree => tree.Servers.Contains(name)));

    private bool IsDeclared(ServerName name) => request.Desired.Groups.Declared.Contains(name);

    private async Task<ImmutableArray<FoundTree>> TreesAsync(
        DistributionServer server, IServer connected, List<Receipt> receipts, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<FoundTree>();
        var explained = new HashSet<PackageName>();
        foreach (var receipt in receipts.Where(receipt => receipt is { Current: not null, Manifest: not null } && request.Scope.Includes(receipt.Package)))
        {
            found.Add(await SealedAsync(server, connected, receipt, cancellationToken));
            explained.Add(receipt.Package);
        }

        foreach (var package in request.Desired.Packages.Values.Where(package => request.Scope.Includes(package.Package.Name)))
        {
            if (!explained.Contains(package.Package.Name)
                && request.Desired.Wanted(package).Contains(server.Name)
                && await WithoutReceiptAsync(connected, package, server.Name, cancellationToken) is { } tree)
                found.Add(tree);
        }

        return [.. found.OrderBy(tree => tree.Package)];
    }

    /// <summary>A second tree of what is current is left to the next sweep.</summary>
    private IEnumerable<RetainedTree> Unrecorded(DistributionServer server, Receipt receipt)
    {
        var recorded = request.Recorded.Packages.GetValueOrDefault(receipt.Package)?.OutOfSight ?? [];
        return receipt.OutOfSight
            .Where(tree => tree.Digest != receipt.Current?.Digest && !recorded.Any(known => known.Digest == tree.Digest && known.Servers.Contains(server.Name)))
            .Select(tree => new RetainedTree(receipt.Package, tree.Digest, tree.Version) { Layout = tree.Layout })
            .DistinctBy(tree => tree.Digest);
    }

    private async Task<FoundTree> SealedAsync(DistributionServer server, IServer connected, Receipt receipt, CancellationToken cancellationToken)
    {
        var place = new PackagePlace(receipt.Package, receipt.PublishAs);
        var (manifest, version) = (receipt.Manifest!, receipt.Current!.Version);
        var holding = request.Recorded.Packages.GetValueOrDefault(receipt.Package)?.HoldingOf(server.Name);
        var isRecorded = holding?.Digest == manifest.Digest && (holding.PublishAs ?? receipt.Package.Value) == receipt.PublishAs;
        var verification = await connected.VerifyAsync(place, manifest, ProofKind.Stat, ignoreExtra, cancellationToken);
        return verification.IsEqual
            ? new FoundTree.Sealed(place, manifest, version, isRecorded) { Permissions = receipt.Current.Permissions, Layout = receipt.Current.Layout }
            : new FoundTree.Drifted(place, manifest, version, verification, isRecorded) { Permissions = receipt.Current.Permissions, Layout = receipt.Current.Layout };
    }

    private async Task<FoundTree?> WithoutReceiptAsync(IServer connected, DesiredPackage package, ServerName server, CancellationToken cancellationToken)
    {
        var place = new PackagePlace(package.Package.Name, package.Package.PublishAs);
        try
        {
            if (await connected.ReadAsync(place, ignoreExtra, cancellationToken) is not { } manifest)
                return null;

            var wanted = package.For(server)?.Content as DesiredContent.Known;
            return wanted?.Digest == manifest.Digest
                ? new FoundTree.Equal(place, manifest, wanted.Version, wanted.FileTime)
                : new FoundTree.Stranger(place, manifest, wanted?.Version);
        }
        catch (ServerException refused) when (!refused.Kind.IsOfTheServer())
        {
            return new FoundTree.Unreadable(place, refused.Message);
        }
    }

    private ImmutableArray<string> Unknown(ImmutableArray<string> directories, List<Receipt> receipts)
    {
        var known = receipts.Select(receipt => receipt.PublishAs)
            .Concat(request.Desired.Resources.Packages.Select(package => package.PublishAs))
            .Select(path => path.Split('/')[0])
            .ToHashSet(StringComparer.Ordinal);
        return [.. directories.Where(directory => !known.Contains(directory))];
    }
}

using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Servers;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Upkeep;

/// <summary>
/// Rebuilds records from what servers say of themselves, and takes over trees that nobody placed. Looks first, everywhere; what is then taken
/// over is claimed and receipted on the server before it is recorded, so that a kill leaves nothing that the next call would not find.
/// </summary>
public sealed class Adoption(StateFiles state, IContentStore store, IServerConnector connector, AllowList allowed, TimeProvider time)
{
    /// <summary>The version of a tree that was taken over as it was.</summary>
    public const string Unmanaged = "unmanaged";

    private readonly ServerRound round = new(connector, time);

    /// <summary>Looks at every server of the request that is not suspended, and changes nothing.</summary>
    /// <returns>Sorted by name.</returns>
    public async Task<ImmutableArray<ServerSurvey>> SurveyAsync(AdoptRequest request, CancellationToken cancellationToken)
    {
        var survey = new Survey(request, allowed);
        var servers = request.Desired.Resources.Servers.Where(server => request.Servers.Contains(server.Name) && !request.Suspended.ContainsKey(server.Name));
        return
        [
            .. await round.VisitAsync(
                servers, survey.OfAsync, (server, failure) => ServerSurvey.Refused(server, $"{failure.Kind.Word()}: {failure.Message}"), cancellationToken),
        ];
    }

    /// <summary>Takes over what <paramref name="surveys"/> found, as far as it may.</summary>
    /// <param name="request">As it was surveyed, with its records loaded under the lock, and the estate's id.</param>
    /// <returns>What could not be taken over after all, a message each.</returns>
    /// <exception cref="StateWriteException">Nothing was recorded; what was claimed stays claimed, and is found by the next call.</exception>
    public async Task<ImmutableArray<string>> TakeOver_NeedsLockAsync(
        IStateLock held, AdoptRequest request, ImmutableArray<ServerSurvey> surveys, CancellationToken cancellationToken)
    {
        if (surveys.Max(survey => survey.HighestOrder?.Epoch) is { } highest && highest >= held.Epoch)
            held.RaiseAbove(highest);

        var usable = surveys.Where(survey => survey.Refusal is null && (IsClaimedOtherwise(request, survey) || TreesToTake(request, survey).Length > 0 || survey.Retained.Length > 0)).ToDictionary(survey => survey.Server.Name);
        var taken = await round.VisitAsync(
            usable.Values.Select(survey => survey.Server),
            (server, connected, token) => new TakeOver(request, held, time).OfAsync(usable[server.Name], connected, TreesToTake(request, usable[server.Name]), token),
            (server, failure) => new TakenOver(server, WasClaimed: false, usable[server.Name].FreeBytes, [], [$"{server.Name}: {failure.Message}"]),
            cancellationToken);

        Record_NeedsLock(held, request, taken);
        return [.. taken.SelectMany(server => server.Failures)];
    }

    /// <summary>By the estate that is taken over, or under another name of ours; whether or not it holds anything.</summary>
    private static bool IsClaimedOtherwise(AdoptRequest request, ServerSurvey survey) =>
        survey.Claim is { } claim && (claim.Estate != request.Estate || claim.Server != survey.Server.Name);

    private static ImmutableArray<FoundTree> TreesToTake(AdoptRequest request, ServerSurvey survey) =>
    [
        .. survey.Trees.Where(tree => tree switch
        {
            FoundTree.Sealed found => !found.IsRecorded || IsClaimedOtherwise(request, survey) || survey.Claim is null,
            FoundTree.Drifted or FoundTree.Equal => true,
            FoundTree.Stranger => tree.Package == request.AsIs,
            _ => false,
        }),
    ];

    private void Record_NeedsLock(IStateLock held, AdoptRequest request, TakenOver[] taken)
    {
        foreach (var manifest in taken.SelectMany(server => server.Trees).Select(tree => tree.Manifest).DistinctBy(manifest => manifest.Digest))
        {
            if (store.FindManifest(manifest.Digest) is null)
                store.KeepManifest_NeedsLock(manifest);
        }

        var now = time.GetUtcNow();
        var trees = taken.SelectMany(server => server.Trees, (server, tree) => (Server: server.Server.Name, Tree: tree)).ToLookup(cell => cell.Tree.Place.Package);
        var retained = taken.SelectMany(server => server.Retained, (server, tree) => (Server: server.Server.Name, Tree: tree)).ToLookup(cell => cell.Tree.Package);
        var packages = from name in trees.Select(package => package.Key).Union(retained.Select(package => package.Key)).Order()
                       let events = Events(request, trees[name]).Concat(Events(request, retained[name]))
                       select new TransferPackageAppend(name, now, trees[name].Max(cell => cell.Tree.Order), Plan: null, Commit: null, [.. events]);
        var servers = taken.Where(server => server.Trees.Length > 0 || server.Retained.Length > 0 || server.WasClaimed)
            .Select(server => new ServerAppend(server.Server.Name, now, Events(server)));
        state.Packages.Append_NeedsLock(held, [.. packages], [.. servers]);
    }

    private static IEnumerable<TransferPackageEvent> Events(AdoptRequest request, IEnumerable<(ServerName Server, TakenTree Tree)> cells)
    {
        var table = request.Recorded.Servers;
        var adopted = from cell in cells
                      group cell.Server by (cell.Tree.Manifest.Digest, cell.Tree.Version, cell.Tree.Proof, cell.Tree.Place, cell.Tree.Permissions, cell.Tree.Layout) into same
                      select new TransferPackageEvent.Adopted(same.Key.Digest, same.Key.Version, same.Key.Proof, table.SetOf(same))
                      {
                          PublishAs = same.Key.Place.PublishAs == same.Key.Place.Package.Value ? null : same.Key.Place.PublishAs,
                          Permissions = same.Key.Permissions,
                          Layout = same.Key.Layout,
                      };
        var drifted = from cell in cells
                      where cell.Tree.Drift is not null
                      select new TransferPackageEvent.Drifted(
                          cell.Tree.Manifest.Digest, cell.Tree.Proof, cell.Tree.Drift!.Differences.Length, cell.Tree.Drift.Differences[0].Path, table.SetOf(cell.Server));
        return [.. adopted, .. drifted];
    }

    private static IEnumerable<TransferPackageEvent> Events(AdoptRequest request, IEnumerable<(ServerName Server, RetainedTree Tree)> cells) =>
        from cell in cells
        group cell.Server by (cell.Tree.Digest, cell.Tree.Version, cell.Tree.Layout) into same
        select new TransferPackageEvent.Retained(same.Key.Digest, same.Key.Version, request.Recorded.Servers.SetOf(same)) { Layout = same.Key.Layout };

    private static ImmutableArray<ServerEvent> Events(TakenOver server)
    {
        var address = server.Server.Address.Value.Path;
        var visited = new ServerEvent.Visited(address, server.FreeBytes);
        return server.WasClaimed ? [new ServerEvent.Claimed(address), visited] : [visited];
    }
}

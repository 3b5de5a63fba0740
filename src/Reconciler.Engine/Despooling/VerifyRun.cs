using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>Looks at placements and records what was found. Nothing on a server changes, but for the name in the claim of one that was renamed.</summary>
internal sealed class VerifyRun(DespoolerParts parts, VerifyRequest request, DespoolRun run)
{
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var cells = (from set in request.Sets
                     from server in set.Servers.ByName()
                     where request.Servers.ContainsKey(server)
                     select (Set: set, Server: server)).ToArray();
        foreach (var name in cells.Select(cell => cell.Server).Distinct())
        {
            var server = request.Servers[name];
            run.Open(ServerEndpoint.Of(server), new VisitTerms(server.Site, MayClaim: false, FormerNames.Of(server, request.Recorded, request.Servers.ContainsKey)));
        }

        run.Tell(new Happened.Begun(cells.Length, 0, run.Queues.Count));
        var sites = run.Queues.Select(queue => queue.Site).Distinct();
        await run.WorkAsync(parts, sites, _ => Task.WhenAll(cells.Select(cell => VerifyAsync(cell.Set, cell.Server))), cancellationToken);
    }

    private async Task VerifyAsync(VerifySet set, ServerName server)
    {
        var queue = run.QueueOf(server)!;
        var place = new PackagePlace(set.Package, set.PublishAs);
        var end = await queue.Add(new CellWork(
            set.Package,
            server,
            order => new CopyOrder.Verify(
                Guid.NewGuid().ToString("n"), order, run.PlanHash, queue.Site, queue.Endpoint, place, set.Digest, request.Proof, request.IgnoreExtra),
            Begun: null));
        if (end is not null)
            await RecordAsync(set, server, end);
    }

    private async Task RecordAsync(VerifySet set, ServerName server, CopyResult end)
    {
        var at = request.Recorded.Servers.SetOf(server);
        switch (end)
        {
            case CopyResult.Verified { Differences.IsEmpty: true } verified:
                await run.Recorder.RecordAsync(set.Package, new TransferPackageEvent.Verified(set.Digest, verified.Proof ?? request.Proof, at));
                run.Tell(new Happened.Verified(set.Package, server, []));
                break;
            case CopyResult.Verified drifted:
                await run.Recorder.RecordAsync(set.Package, new TransferPackageEvent.Drifted(
                    set.Digest, drifted.Proof ?? request.Proof, drifted.Differences.Length, drifted.Differences[0].Path, at));
                run.Tell(new Happened.Verified(set.Package, server, drifted.Differences));
                break;
            case CopyResult.NotThere:
                await run.Recorder.RecordAsync(set.Package, new TransferPackageEvent.Lost(at));
                run.Tell(new Happened.Verified(set.Package, server, [new(DifferenceKind.Missing, "")]));
                break;
            case CopyResult.Observed observed:
                await run.Recorder.RecordAsync(set.Package, Outcomes.Seen(observed, set.Package, at));
                run.Tell(new Happened.Surprised(set.Package, observed.Version, server));
                break;
            case CopyResult.Failed failed when !failed.Kind.IsOfTheServer():
                run.Tell(new Happened.Failed(Core.Planning.ActionKind.Keep, set.Package, server, failed.Kind, failed.Message));
                break;
        }
    }
}

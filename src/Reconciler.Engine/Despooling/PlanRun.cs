using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Despooling;

/// <summary>One plan, package by package: contents first, then copies on all servers at once, then the package's own removals, then cleanups.</summary>
internal sealed class PlanRun(DespoolerParts parts, DespoolRequest request, DespoolRun run)
{
    private readonly Plan plan = request.Plan;
    private readonly Dictionary<ServerName, DistributionServer> servers = request.Desired.Resources.Servers.ToDictionary(server => server.Name);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var going = plan.Actions.Where(action => !action.IsHeld && action.Kind != ActionKind.Leave).ToArray();
        OpenQueues(going);
        var counts = plan.Counts;
        run.Tell(new Happened.Begun(going.Sum(action => action.Servers.Count), counts.Bytes, run.Queues.Count));
        var sites = run.Queues.Select(queue => servers[queue.Name].Site).Distinct();
        await run.WorkAsync(parts, sites, token => DespoolAsync(going, token), cancellationToken);
    }

    private async Task DespoolAsync(PlanAction[] going, CancellationToken cancellationToken)
    {
        await new PlanBookkeeping(plan, run.Recorder).RecordAsync();

        var actions = going.ToLookup(action => action.Package);
        var turns = new Turns(plan, request.Desired, run.Recorder.Recorded);
        var neighbours = new Neighbours(plan, run.Recorder.Recorded);
        var cleanups = plan.Cleanups.ToLookup(cleanup => cleanup.Package);
        var packages = new List<Task>();
        foreach (var name in actions.Select(package => package.Key).Union(cleanups.Select(package => package.Key)))
        {
            var package = new PackageRun(parts, request, run, turns, neighbours, name);
            packages.Add(await package.StartAsync([.. actions[name]], [.. cleanups[name]], cancellationToken));
        }

        await Task.WhenAll(packages);
    }

    private void OpenQueues(PlanAction[] going)
    {
        var nobody = request.Recorded.Servers.Empty;
        var occupied = request.Recorded.Packages.Values.Aggregate(nobody, (all, package) => all | package.Held | package.Interrupted);
        var needed = going.Select(action => action.Servers).Concat(plan.Cleanups.Select(cleanup => cleanup.Servers)).Aggregate(nobody, (all, set) => all | set);
        foreach (var name in needed.ByName())
        {
            var server = servers[name];
            var former = FormerNames.Of(server, request.Recorded, servers.ContainsKey, plan.Renames.Where(rename => rename.To == name).Select(rename => rename.From));
            var mayClaim = !occupied.Contains(name) && !former.Any(occupied.Contains);
            run.Open(ServerEndpoint.Of(server), new VisitTerms(server.Site, mayClaim, former));
        }
    }
}

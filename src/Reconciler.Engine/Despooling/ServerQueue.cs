using System.Collections.Immutable;
using System.Threading.Channels;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>
/// The work of one run on one server, in bursts: visit, begin, carry out, depart. Only a burst takes one of the places for servers that are
/// worked on at the same time, so that a queue that waits for others holds nobody up.
/// </summary>
internal sealed class ServerQueue(ServerEndpoint endpoint, VisitTerms terms, DespoolRun run)
{
    /// <summary>Cells that are begun together: few enough that a cut leaves few of them unsure.</summary>
    private const int CellsAtOnce = 100;

    private readonly Channel<CellWork> waiting = Channel.CreateUnbounded<CellWork>(new() { SingleReader = true });
    private CopyResult.Failed? failure;
    private CopyResult.Visited? visited;
    private CopyMeasurement? copied;
    private int owed;

    internal ServerName Name => endpoint.Name;

    internal ServerEndpoint Endpoint => endpoint;

    internal SiteName? Site => terms.Site;

    /// <summary>How many pieces of work found the server out of use.</summary>
    internal int Owed => owed;

    internal CopyResult.Failed? Failure => failure;

    /// <returns>Null: dropped, since the run gives way.</returns>
    internal Task<CopyResult?> Add(CellWork work)
    {
        if (!waiting.Writer.TryWrite(work))
            work.Abandon(new OperationCanceledException($"the work on {Name} has ended"));
        return work.End;
    }

    internal void Complete() => waiting.Writer.TryComplete();

    /// <summary>Until <see cref="Complete"/>. Whatever ends it earlier ends all work that waits here.</summary>
    internal async Task RunAsync(SemaphoreSlim places, CancellationToken cancellationToken)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(cancellationToken))
                await BurstAsync(places, cancellationToken);
            await RecordRateAsync();
        }
        catch (Exception failure)
        {
            waiting.Writer.TryComplete();
            while (waiting.Reader.TryRead(out var cell))
                cell.Abandon(failure);
            throw;
        }
    }

    private async Task BurstAsync(SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            await BurstAsync(cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task BurstAsync(CancellationToken cancellationToken)
    {
        // A server that nothing is begun on is not visited either.
        if (DropIfGivingWay())
            return;

        failure ??= await VisitAsync(cancellationToken);
        while (!DropIfGivingWay() && Take() is { Count: > 0 } cells)
        {
            if (failure is null)
                await CarryOutAsync(cells, cancellationToken);
            else
                Refuse(cells);
        }

        if (failure is null)
            await DepartAsync(cancellationToken);
    }

    private async Task DepartAsync(CancellationToken cancellationToken)
    {
        var end = await run.Desk.CarryOutAsync(new CopyOrder.Depart(NewId(), run.Identity.NextOrder(), run.PlanHash, terms.Site, endpoint), cancellationToken);
        if (end is CopyResult.Departed { Copied: { } measured })
            copied = copied is null ? measured : copied.Then(measured);
    }

    /// <summary>Once a run, and only where much was copied: for all servers of a run it is mostly one barrier.</summary>
    private async Task RecordRateAsync()
    {
        if (failure is null && copied is not null)
        {
            await run.Recorder.RecordAsync(endpoint.Name, new ServerEvent.Visited(endpoint.Address.Path, copied.FreeBytes ?? visited!.FreeBytes)
            {
                Atomicity = visited!.Atomicity,
                BytesPerSecond = copied.BytesPerSecond,
            });
        }
    }

    /// <returns>Null when the server is ours and can be worked on.</returns>
    private async Task<CopyResult.Failed?> VisitAsync(CancellationToken cancellationToken)
    {
        var order = new CopyOrder.Visit(
            NewId(), run.Identity.NextOrder(), run.PlanHash, terms.Site, endpoint, run.Identity.Estate, terms.MayClaim, terms.FormerNames);
        var result = await run.Desk.CarryOutAsync(order, cancellationToken);
        if (result is CopyResult.Failed failed)
        {
            await run.RecordFailureAsync(endpoint.Name, failed);
            return failed;
        }

        visited = (CopyResult.Visited)result;
        if (visited.WasClaimed)
            await run.Recorder.RecordAsync(endpoint.Name, new ServerEvent.Claimed(endpoint.Address.Path));
        await run.Recorder.RecordAsync(endpoint.Name, new ServerEvent.Visited(endpoint.Address.Path, visited.FreeBytes) { Atomicity = visited.Atomicity });
        if (visited.WasClaimed)
            run.Tell(new Happened.Claimed(endpoint.Name, endpoint.Address.Path));
        return null;
    }

    private async Task CarryOutAsync(List<CellWork> cells, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(cells.Where(cell => cell.Begun is not null).Select(cell => run.Recorder.RecordAsync(cell.Package, cell.Begun!)));
            await Task.WhenAll(cells.Select(cell => CarryOutAsync(cell, cancellationToken)));
        }
        catch (Exception failure)
        {
            foreach (var cell in cells)
                cell.Abandon(failure);
            throw;
        }
    }

    private async Task CarryOutAsync(CellWork cell, CancellationToken cancellationToken)
    {
        var result = await run.Desk.CarryOutAsync(cell.Order(run.Identity.NextOrder()), cancellationToken);
        if (result is CopyResult.Failed failed && failed.Kind.IsOfTheServer())
        {
            Interlocked.Increment(ref owed);
            if (Interlocked.CompareExchange(ref failure, failed, null) is null)
                await run.RecordFailureAsync(endpoint.Name, failed);
        }

        cell.Finish(result);
    }

    private bool DropIfGivingWay()
    {
        if (!run.IsGivingWay)
            return false;

        while (waiting.Reader.TryRead(out var cell))
            cell.Drop();
        return true;
    }

    private void Refuse(List<CellWork> cells)
    {
        Interlocked.Add(ref owed, cells.Count);
        foreach (var cell in cells)
            cell.Finish(failure! with { WasTouched = false });
    }

    private List<CellWork> Take()
    {
        var cells = new List<CellWork>();
        while (cells.Count < CellsAtOnce && waiting.Reader.TryRead(out var cell))
            cells.Add(cell);
        return cells;
    }

    private static string NewId() => Guid.NewGuid().ToString("n");
}

/// <summary>How a server may be met in this run.</summary>
/// <param name="MayClaim">No placement is recorded there.</param>
/// <param name="FormerNames">Under which the same address was used, and which are gone.</param>
internal sealed record VisitTerms(SiteName? Site, bool MayClaim, ImmutableArray<ServerName> FormerNames);

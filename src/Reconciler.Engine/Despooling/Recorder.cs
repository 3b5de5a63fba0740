using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Despooling;

/// <summary>
/// The only one who appends to Transfer Packages during a run. What comes in at the same time becomes one line a package and one barrier for
/// all; only then is it acknowledged.
/// </summary>
internal sealed class Recorder : IAsyncDisposable
{
    private static readonly TimeSpan quiet = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan longest = TimeSpan.FromMilliseconds(200);

    private readonly Channel<Entry> entries = Channel.CreateUnbounded<Entry>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<PackageName, TransferPackage> current;
    private readonly ITransferPackages packages;
    private readonly ServerSet nobody;
    private readonly RunIdentity run;
    private readonly TimeProvider time;
    private readonly Task loop;

    internal Recorder(ITransferPackages packages, IReadOnlyDictionary<PackageName, TransferPackage> known, ServerTable servers, RunIdentity run, TimeProvider time)
    {
        this.packages = packages;
        this.run = run;
        this.time = time;
        nobody = servers.Empty;
        current = new(known);
        loop = Task.Run(DrainAsync);
    }

    /// <summary>The package as it is recorded now; null before its first line.</summary>
    internal TransferPackage? this[PackageName package] => current.GetValueOrDefault(package);

    /// <summary>Returns when the event is on disk.</summary>
    internal Task RecordAsync(PackageName package, TransferPackageEvent happened, OrderNumber? order)
    {
        var entry = new Entry(package, happened, order, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!entries.Writer.TryWrite(entry))
            throw new InvalidOperationException("The recorder has been closed.");
        return entry.Recorded.Task;
    }

    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await loop;
    }

    private async Task DrainAsync()
    {
        while (await entries.Reader.WaitToReadAsync())
        {
            var batch = await TakeBatchAsync();
            try
            {
                foreach (var package in packages.Append_NeedsLock(Lines(batch)))
                    current[package.Name] = package;
            }
            catch (Exception failure)
            {
                // Whoever waits for its record must not go on as if it were there.
                foreach (var entry in batch)
                    entry.Recorded.SetException(failure);
                continue;
            }

            foreach (var entry in batch)
                entry.Recorded.SetResult();
        }
    }

    private async Task<List<Entry>> TakeBatchAsync()
    {
        var batch = new List<Entry>();
        var until = time.GetTimestamp();
        do
        {
            while (entries.Reader.TryRead(out var entry))
                batch.Add(entry);
            await Task.Delay(quiet, time);
        }
        while (entries.Reader.TryPeek(out _) && time.GetElapsedTime(until) < longest);

        return batch;
    }

    /// <summary>Cells with the same event become one event with a set; a line's order is the newest of its events'.</summary>
    private List<TransferPackageAppend> Lines(List<Entry> batch) =>
    [
        .. from entry in batch
           group entry by entry.Package into line
           select new TransferPackageAppend(
               line.Key, time.GetUtcNow(), line.Max(entry => entry.Order), run.PlanHash, run.Commit, Merged(line)),
    ];

    private ImmutableArray<TransferPackageEvent> Merged(IEnumerable<Entry> line) =>
    [
        .. from entry in line
           group entry.Happened.Servers by entry.Happened with { Servers = nobody } into same
           select same.Key with { Servers = same.Aggregate(nobody, (all, servers) => all | servers) },
    ];

    private sealed record Entry(PackageName Package, TransferPackageEvent Happened, OrderNumber? Order, TaskCompletionSource Recorded);
}

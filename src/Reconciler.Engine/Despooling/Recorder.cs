using System.Collections.Immutable;
using System.Threading.Channels;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
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
    private readonly ITransferPackages packages;
    private readonly RunIdentity run;
    private readonly TimeProvider time;
    private readonly Task loop;
    private ActualPlacement recorded;
    private Exception? broken;

    /// <param name="recorded">As it was loaded under the lock.</param>
    internal Recorder(ITransferPackages packages, ActualPlacement recorded, RunIdentity run, TimeProvider time)
    {
        this.packages = packages;
        this.recorded = recorded;
        this.run = run;
        this.time = time;
        loop = DrainAsync();
    }

    /// <summary>The state with everything in it that has been acknowledged.</summary>
    internal ActualPlacement Recorded => Volatile.Read(ref recorded);

    /// <summary>Returns when the event is on disk.</summary>
    internal Task RecordAsync(PackageName package, TransferPackageEvent happened, OrderNumber? order = null) =>
        AddAsync(new PackageEntry(package, happened, order));

    /// <inheritdoc cref="RecordAsync(PackageName, TransferPackageEvent, OrderNumber?)"/>
    internal Task RecordAsync(ServerName server, ServerEvent happened) => AddAsync(new ServerEntry(server, happened));

    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await loop;
    }

    private Task AddAsync(Entry entry)
    {
        if (!entries.Writer.TryWrite(entry))
            throw new InvalidOperationException("The recorder has been closed.");
        return entry.Recorded.Task;
    }

    private async Task DrainAsync()
    {
        while (await entries.Reader.WaitToReadAsync())
        {
            var batch = await TakeBatchAsync();
            try
            {
                // What a failed append left on disk is not known: nothing may come after it.
                if (broken is not null)
                    throw broken;
                Volatile.Write(ref recorded, packages.Append_NeedsLock(run.Lock, PackageLines(batch), ServerLines(batch)));
            }
            catch (Exception failure)
            {
                // Whoever waits for its record must not go on as if it were there.
                broken = failure;
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
        var began = time.GetTimestamp();
        do
        {
            while (entries.Reader.TryRead(out var entry))
                batch.Add(entry);
            await Task.Delay(quiet, time);
        }
        while (entries.Reader.TryPeek(out _) && time.GetElapsedTime(began) < longest);

        return batch;
    }

    /// <summary>Cells with the same event become one event with a set; a line's order is the newest of its events'.</summary>
    private List<TransferPackageAppend> PackageLines(List<Entry> batch) =>
    [
        .. from entry in batch.OfType<PackageEntry>()
           group entry by entry.Package into line
           select new TransferPackageAppend(
               line.Key, time.GetUtcNow(), line.Max(entry => entry.Order), run.PlanHash, run.Commit, Merged(line)),
    ];

    private ImmutableArray<TransferPackageEvent> Merged(IEnumerable<PackageEntry> line)
    {
        var nobody = Recorded.Servers.Empty;
        return
        [
            .. from entry in line
               group entry.Happened.Servers by entry.Happened with { Servers = nobody } into same
               select same.Key with { Servers = same.Aggregate(nobody, (all, servers) => all | servers) },
        ];
    }

    private List<ServerAppend> ServerLines(List<Entry> batch) =>
    [
        .. from entry in batch.OfType<ServerEntry>()
           group entry.Happened by entry.Server into line
           select new ServerAppend(line.Key, time.GetUtcNow(), [.. line]),
    ];

    private abstract record Entry
    {
        internal TaskCompletionSource Recorded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record PackageEntry(PackageName Package, TransferPackageEvent Happened, OrderNumber? Order) : Entry;

    private sealed record ServerEntry(ServerName Server, ServerEvent Happened) : Entry;
}

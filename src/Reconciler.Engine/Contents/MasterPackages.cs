using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Contents;

/// <summary>The site server's own copies of packages: what is ordered to be copied is here first, whole. Sources are read one after the other.</summary>
public sealed class MasterPackages(IContentStore store, ISources sources)
{
    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;

    public IContentStore Store { get; } = store;

    /// <summary>Reads the source into the store unless everything is there already.</summary>
    /// <exception cref="SourceException">The source cannot be read, or no longer holds what was planned.</exception>
    public Task<Manifest> Ensure_NeedsLockAsync(VersionSource source, Digest planned, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        InTurn(() => ReadAsync(source, planned, snapshot, cancellationToken));

    /// <summary>An object turned out to be damaged or gone: it is dropped, and the source read again.</summary>
    /// <exception cref="SourceException">The source cannot be read, or no longer holds what was planned.</exception>
    public Task<Manifest> Restore_NeedsLockAsync(VersionSource source, Digest damaged, Digest planned, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        InTurn(() =>
        {
            Store.Discard_NeedsLock(damaged);
            return ReadAsync(source, planned, snapshot, cancellationToken);
        });

    private async Task<Manifest> ReadAsync(VersionSource source, Digest planned, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        if (Store.HoldsAll(planned) && Store.FindManifest(planned) is { } stored)
            return stored;

        var manifest = await sources.Store_NeedsLockAsync(source, snapshot, cancellationToken);
        return manifest.Digest == planned
            ? manifest
            : throw new SourceException(
                ContentDiagnostics.SourceChanging(source.Source.At, source.Source.Name, "it no longer holds what was planned"), SourceFault.Changing);
    }

    /// <summary>A copy may need its source again while the next package's is being read.</summary>
    private Task<Manifest> InTurn(Func<Task<Manifest>> read)
    {
        lock (gate)
        {
            var turn = AfterAsync(last, read);
            last = turn;
            return turn;
        }
    }

    private static async Task<Manifest> AfterAsync(Task former, Func<Task<Manifest>> read)
    {
        await former.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return await read();
    }
}

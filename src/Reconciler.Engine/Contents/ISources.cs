using Reconciler.Core.Content;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Contents;

/// <summary>Reads the sources of packages' versions. Resolving hashes and stores nothing; storing puts every byte into the content store.</summary>
public interface ISources
{
    /// <summary>What the source holds, from a recorded resolution when there is one, else by reading it. A followed source is always read.</summary>
    /// <exception cref="SourceException">The source cannot be read as it stands.</exception>
    Task<SourceResolution> ResolveAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>As <see cref="ResolveAsync"/>, but what is read is stored on its way, so that it is read once.</summary>
    /// <exception cref="SourceException">The source cannot be read as it stands.</exception>
    /// <exception cref="IOException">The content store cannot be written.</exception>
    Task<SourceResolution> ResolveStoring_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>The newest recorded resolution, wherever the source is; null when there is none.</summary>
    Task<SourceResolution?> FindRecordedAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>As <see cref="ResolveAsync"/>, but reads the source whatever is recorded: for <c>refresh --source</c>.</summary>
    /// <exception cref="SourceException">The source cannot be read as it stands, or changed while it was read.</exception>
    Task<SourceResolution> ResolveAgainAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Reads the source into the content store, once, and returns what was read: its digest may differ from an earlier resolution's.</summary>
    /// <exception cref="SourceException">The source cannot be read as it stands, or changed while it was read.</exception>
    /// <exception cref="IOException">The content store cannot be written: the disk is full, or fails.</exception>
    Task<Manifest> Store_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken);
}

using System.Collections.Immutable;
using Reconciler.Adapters.Downloads;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.Content;

/// <summary>Sources in the configuration repository, on the site server and on the web.</summary>
/// <param name="isAllowed">Whether the operator's settings allow an absolute path on the site server; asked for the path as written, and for where its links lead.</param>
public sealed class Sources(ContentStore store, ISourceResolutions resolutions, Func<string, bool> isAllowed, Downloader downloader, TimeProvider time) : ISources
{
    private readonly SourceTrees trees = new(isAllowed);
    private readonly UrlReading urls = new(store, downloader);

    public Task<SourceResolution> ResolveAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        Task.Run(
            () => ResolveAsync(version, snapshot, () => ReadAsync(version, snapshot, Stamps(version, _ => true), cancellationToken)), cancellationToken);

    public Task<SourceResolution> ResolveStoring_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        Task.Run(() => ResolveAsync(version, snapshot, () => ReadStoring_NeedsLockAsync(version, snapshot, cancellationToken)), cancellationToken);

    public Task<SourceResolution> ResolveAgainAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        Task.Run(() => ReadAsync(version, snapshot, stamps: null, cancellationToken), cancellationToken);

    public Task<SourceResolution?> FindRecordedAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        Task.Run(() => FindRecorded(version, snapshot), cancellationToken);

    public Task<Manifest> Store_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        Task.Run(
            () => version.Source is PackageSource.AtUrl url
                ? urls.Store_NeedsLockAsync(url, Patterns(version), cancellationToken)
                : Task.FromResult(StoreTree_NeedsLock(version, snapshot, cancellationToken)),
            cancellationToken);

    private async Task<SourceResolution> ResolveAsync(VersionSource version, IRepositorySnapshot snapshot, Func<Task<SourceResolution>> read) =>
        (IsFollowed(version) ? null : FindRecorded(version, snapshot)) ?? await read();

    private async Task<SourceResolution> ReadAsync(VersionSource version, IRepositorySnapshot snapshot, SourceStamps? stamps, CancellationToken cancellationToken) =>
        version.Source is PackageSource.AtUrl url
            ? Resolution(version, snapshot, SourceKey.OfUrl(version, url), await urls.HashAsync(url, Patterns(version), cancellationToken))
            : ResolveTree(version, snapshot, stamps, cancellationToken);

    private async Task<SourceResolution> ReadStoring_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        if (version.Source is PackageSource.AtUrl url)
            return Resolution(version, snapshot, SourceKey.OfUrl(version, url), await urls.Store_NeedsLockAsync(url, Patterns(version), cancellationToken));

        var stamps = Stamps(version, _ => true);
        var resolution = ResolveTree(version, snapshot, stamps, cancellationToken);
        stamps?.Save_NeedsLock();
        return resolution;
    }

    private SourceResolution ResolveTree(VersionSource version, IRepositorySnapshot snapshot, SourceStamps? stamps, CancellationToken cancellationToken)
    {
        var tree = trees.Open(version.Source, snapshot);
        using var closing = tree as IDisposable;
        var manifest = new SourceReading(tree, version.Source, Patterns(version), ContentHash.Of, stamps).Read(cancellationToken);
        return Resolution(version, snapshot, TreeKey(version, tree.Identity), manifest);
    }

    private Manifest StoreTree_NeedsLock(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        using var ingest = store.Ingest_NeedsLock();
        var tree = trees.Open(version.Source, snapshot);
        using var closing = tree as IDisposable;
        var manifest = new SourceReading(tree, version.Source, Patterns(version), ingest.Add, Stamps(version, store.Holds)).Read(cancellationToken);
        ingest.Complete(manifest);
        return manifest;
    }

    private SourceResolution Resolution(VersionSource version, IRepositorySnapshot snapshot, string key, Manifest manifest)
    {
        var earlier = resolutions.Find(key);
        var isKnown = earlier?.Digest == manifest.Digest;
        return new(
            key,
            manifest.Digest,
            manifest.SizeBytes,
            manifest.FileCount,
            isKnown ? earlier!.At : snapshot.Commit.At,
            isKnown,
            manifest,
            NameWarnings.Of(manifest, version.Source.At));
    }

    /// <returns>Null when it has to be read. A recorded directory is not even looked at: it may be on another machine.</returns>
    private SourceResolution? FindRecorded(VersionSource version, IRepositorySnapshot snapshot)
    {
        var key = version.Source switch
        {
            PackageSource.AtUrl url => SourceKey.OfUrl(version, url),
            PackageSource.InRepository inside => SourceTrees.FindIdentity(inside, snapshot) is { } identity ? TreeKey(version, identity) : null,
            _ => TreeKey(version, identity: null),
        };
        if (key is null || resolutions.Find(key) is not { } recorded)
            return null;

        var manifest = store.FindManifest(recorded.Digest);
        return new(
            recorded.Key,
            recorded.Digest,
            recorded.Bytes,
            recorded.Files,
            recorded.At,
            IsRecorded: true,
            manifest,
            manifest is not null ? NameWarnings.Of(manifest, version.Source.At) : Recorded(recorded.Warning, version));
    }

    private static ImmutableArray<Diagnostic> Recorded(NameWarning? warning, VersionSource version) =>
        warning is null ? [] : [new(Severity.Warning, warning.Code, version.Source.At, warning.Message)];

    private static string TreeKey(VersionSource version, string? identity) => version.Source is PackageSource.OnSiteServer onServer
        ? SourceKey.OfDirectory(version, onServer.Path)
        : SourceKey.OfPath(version, identity);

    private static bool IsFollowed(VersionSource version) => version.Source is PackageSource.OnSiteServer { Follow: true };

    /// <returns>Null for what is read once.</returns>
    private SourceStamps? Stamps(VersionSource version, Func<ContentId, bool> suffices) => IsFollowed(version)
        ? new(SourceStamps.FileOf(store.Stamps, TreeKey(version, identity: null)), time.GetUtcNow(), suffices)
        : null;

    private static PathPatterns Patterns(VersionSource version) => PathPatterns.Of(version.Include, version.Exclude);
}

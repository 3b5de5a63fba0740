using System.Collections.Immutable;
using Reconciler.Adapters.Downloads;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.Content;

/// <summary>Sources in the configuration repository, on the site server, in other Git repositories and on the web.</summary>
/// <param name="isAllowed">Whether the operator's settings allow a URL, or an absolute path on the site server; asked for the path as written, and for where its links lead.</param>
public sealed class Sources(
    ContentStore store, ISourceResolutions resolutions, Func<string, bool> isAllowed, Downloader downloader, IRemoteRepositories repositories, TimeProvider time) : ISources
{
    private readonly SourceTrees trees = new(isAllowed);
    private readonly UrlReading urls = new(store, downloader);
    private readonly GitReading git = new(repositories, isAllowed);

    public Task<SourceResolution> ResolveAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) => Task.Run(
        async () => await FindValidAsync(version, snapshot, cancellationToken)
            ?? await ReadAsync(version, snapshot, Stamps(version, _ => true), cancellationToken),
        cancellationToken);

    public Task<SourceResolution> ResolveStoring_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) => Task.Run(
        async () => await FindValidAsync(version, snapshot, cancellationToken)
            ?? await ReadStoring_NeedsLockAsync(version, snapshot, cancellationToken),
        cancellationToken);

    public Task<SourceResolution> ResolveAgainAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        Task.Run(() => ReadAsync(version, snapshot, stamps: null, cancellationToken), cancellationToken);

    public Task<SourceResolution?> FindRecordedAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        Task.Run(() => FindRecorded(version, snapshot), cancellationToken);

    public Task<Manifest> Store_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) => Task.Run(
        async () => version.Source switch
        {
            PackageSource.AtUrl url => await urls.Store_NeedsLockAsync(url, Patterns(version), cancellationToken),
            PackageSource.InGit remote => StoreTree_NeedsLock(version, await AsResolvedAsync(version, remote, snapshot, cancellationToken), cancellationToken),
            _ => StoreTree_NeedsLock(version, snapshot, cancellationToken),
        },
        cancellationToken);

    /// <returns>What is recorded and need not be read again; null when the source has to be read.</returns>
    private async Task<SourceResolution?> FindValidAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        if (!IsFollowed(version))
            return FindRecorded(version, snapshot);

        // A commit never holds anything else, so a revision that means the recorded one is not read again.
        return version.Source is PackageSource.InGit remote && FindRecorded(version, snapshot) is { } recorded
            && (await git.ResolveAsync(remote, snapshot, cancellationToken)).Commit.Id == recorded.Commit ? recorded : null;
    }

    private async Task<SourceResolution> ReadAsync(VersionSource version, IRepositorySnapshot snapshot, SourceStamps? stamps, CancellationToken cancellationToken) =>
        version.Source is PackageSource.AtUrl url
            ? Resolution(version, snapshot, SourceKey.OfUrl(version, url), await urls.HashAsync(url, Patterns(version), cancellationToken))
            : ResolveTree(version, snapshot, ContentHash.Of, stamps, await FetchAsync(version, snapshot, cancellationToken), cancellationToken);

    private async Task<SourceResolution> ReadStoring_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        if (version.Source is PackageSource.AtUrl url)
            return Resolution(version, snapshot, SourceKey.OfUrl(version, url), await urls.Store_NeedsLockAsync(url, Patterns(version), cancellationToken));

        var stamps = Stamps(version, store.Holds);
        var fetched = await FetchAsync(version, snapshot, cancellationToken);

        // Begun with the first file that must be read: where none was written to, nothing is stored.
        var ingest = new Lazy<ContentIngest>(store.Ingest_NeedsLock);
        try
        {
            var resolution = ResolveTree(version, snapshot, (bytes, token) => ingest.Value.Add(bytes, token), stamps, fetched, cancellationToken);
            if (ingest.IsValueCreated)
                ingest.Value.Complete(resolution.Manifest!);

            stamps?.Save_NeedsLock();
            return resolution;
        }
        finally
        {
            if (ingest.IsValueCreated)
                ingest.Value.Dispose();
        }
    }

    /// <returns>Another repository that holds the source, at the commit that is to be recorded; null when the source is not in one.</returns>
    private async Task<IRepositorySnapshot?> FetchAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        version.Source is PackageSource.InGit remote ? await git.ResolveAsync(remote, snapshot, cancellationToken) : null;

    /// <returns>The repository at the commit that is recorded.</returns>
    private Task<IRepositorySnapshot> AsResolvedAsync(VersionSource version, PackageSource.InGit remote, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        git.AtAsync(remote, resolutions.Find(SourceKey.OfGit(version, remote))?.Commit, snapshot, cancellationToken);

    /// <param name="fetched">Another repository that holds the source; its commit is recorded. The time of the files is still that of the configuration's commit.</param>
    private SourceResolution ResolveTree(
        VersionSource version, IRepositorySnapshot snapshot, Func<Stream, CancellationToken, ContentId> take, SourceStamps? stamps, IRepositorySnapshot? fetched, CancellationToken cancellationToken)
    {
        var tree = trees.Open(version.Source, fetched ?? snapshot);
        using var closing = tree as IDisposable;
        var manifest = new SourceReading(tree, version.Source, Patterns(version), take, stamps).Read(cancellationToken);
        return Resolution(version, snapshot, TreeKey(version, tree.Identity), manifest, fetched?.Commit.Id);
    }

    /// <param name="holder">Of the repository that holds the source.</param>
    private Manifest StoreTree_NeedsLock(VersionSource version, IRepositorySnapshot holder, CancellationToken cancellationToken)
    {
        using var ingest = store.Ingest_NeedsLock();
        var tree = trees.Open(version.Source, holder);
        using var closing = tree as IDisposable;
        var manifest = new SourceReading(tree, version.Source, Patterns(version), ingest.Add, Stamps(version, store.Holds)).Read(cancellationToken);
        ingest.Complete(manifest);
        return manifest;
    }

    private SourceResolution Resolution(VersionSource version, IRepositorySnapshot snapshot, string key, Manifest manifest, string? commit = null)
    {
        var earlier = resolutions.Find(key);
        var isKnown = earlier?.Digest == manifest.Digest;
        return new(
            key,
            manifest.Digest,
            manifest.SizeBytes,
            manifest.FileCount,
            isKnown ? earlier!.At : snapshot.Commit.At,
            isKnown && earlier!.Commit == commit,
            manifest,
            NameWarnings.Of(manifest, version.Source.At))
        {
            Commit = commit,
        };
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

        // What warns of nothing need not be looked through again.
        var manifest = recorded.Warning is null ? null : store.FindManifest(recorded.Digest);
        return new(
            recorded.Key,
            recorded.Digest,
            recorded.Bytes,
            recorded.Files,
            recorded.At,
            IsRecorded: true,
            manifest,
            manifest is not null ? NameWarnings.Of(manifest, version.Source.At) : Recorded(recorded.Warning, version))
        {
            Commit = recorded.Commit,
        };
    }

    private static ImmutableArray<Diagnostic> Recorded(NameWarning? warning, VersionSource version) =>
        warning is null ? [] : [new(Severity.Warning, warning.Code, version.Source.At, warning.Message)];

    private static string TreeKey(VersionSource version, string? identity) => version.Source switch
    {
        PackageSource.OnSiteServer onServer => SourceKey.OfDirectory(version, onServer.Path),
        PackageSource.InGit remote => SourceKey.OfGit(version, remote),
        _ => SourceKey.OfPath(version, identity),
    };

    private static bool IsFollowed(VersionSource version) => version.Source is PackageSource.OnSiteServer { Follow: true } or PackageSource.InGit { Follow: true };

    /// <returns>Null but for directories that are followed.</returns>
    private SourceStamps? Stamps(VersionSource version, Func<ContentId, bool> suffices) => version.Source is PackageSource.OnSiteServer { Follow: true }
        ? new(SourceStamps.FileOf(store.Stamps, TreeKey(version, identity: null)), time.GetUtcNow(), suffices)
        : null;

    private static PathPatterns Patterns(VersionSource version) => PathPatterns.Of(version.Include, version.Exclude);
}

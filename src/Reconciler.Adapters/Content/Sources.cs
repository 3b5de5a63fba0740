using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.Content;

/// <summary>Sources in the configuration repository, on the site server and in other Git repositories.</summary>
/// <param name="isAllowed">Whether the operator's settings allow a URL, or an absolute path on the site server; asked for the path as written, and for where its links lead.</param>
public sealed class Sources(ContentStore store, ISourceResolutions resolutions, IRemoteRepositories repositories, Func<string, bool> isAllowed) : ISources
{
    private readonly GitReading git = new(repositories);

    public Task<SourceResolution> ResolveAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        version.Source is PackageSource.InGit source
            ? ResolveGitAsync(version, source, snapshot, cancellationToken)
            : Task.Run(() => FindRecorded(version, snapshot) ?? Resolve(version, Open(version, snapshot), snapshot, cancellationToken), cancellationToken);

    public Task<SourceResolution> ResolveAgainAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        version.Source is PackageSource.InGit source
            ? ResolveGitAgainAsync(version, source, snapshot, cancellationToken)
            : Task.Run(() => Resolve(version, Open(version, snapshot), snapshot, cancellationToken), cancellationToken);

    public async Task<Manifest> Store_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        var fetched = version.Source is PackageSource.InGit source
            ? await git.AtAsync(source, resolutions.Find(SourceKey.OfGit(version, source))?.Commit, snapshot, cancellationToken)
            : null;
        return await Task.Run(() => Store_NeedsLock(version, fetched ?? snapshot, cancellationToken), cancellationToken);
    }

    private async Task<SourceResolution> ResolveGitAsync(VersionSource version, PackageSource.InGit source, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        var recorded = resolutions.Find(SourceKey.OfGit(version, source));
        if (recorded is not null && !source.Follow)
            return Recorded(recorded, version);

        RefuseUnlessAllowed(source, source.Place);
        var fetched = await git.ResolveAsync(source, snapshot, cancellationToken);
        return recorded?.Commit == fetched.Commit.Id ? Recorded(recorded, version) : await ResolveGitAsync(version, fetched, snapshot, cancellationToken);
    }

    private async Task<SourceResolution> ResolveGitAgainAsync(VersionSource version, PackageSource.InGit source, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        RefuseUnlessAllowed(source, source.Place);
        return await ResolveGitAsync(version, await git.ResolveAsync(source, snapshot, cancellationToken), snapshot, cancellationToken);
    }

    /// <param name="fetched">The source's repository; its commit is recorded. The time of the files is still that of the configuration's commit.</param>
    private async Task<SourceResolution> ResolveGitAsync(VersionSource version, IRepositorySnapshot fetched, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        var resolution = await Task.Run(() => Resolve(version, Open(version, fetched), snapshot, cancellationToken), cancellationToken);
        return resolution with { Commit = fetched.Commit.Id };
    }

    private Manifest Store_NeedsLock(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        using var ingest = store.Ingest_NeedsLock();
        var tree = Open(version, snapshot);
        using var closing = tree as IDisposable;
        var manifest = Reading(tree, version, ingest.Add).Read(cancellationToken);
        ingest.Complete(manifest);
        return manifest;
    }

    private SourceResolution Resolve(VersionSource version, ISourceTree tree, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        using var closing = tree as IDisposable;
        var manifest = Reading(tree, version, ContentHash.Of).Read(cancellationToken);
        var key = Key(version, tree.Identity);
        var earlier = resolutions.Find(key);
        return new(
            key,
            manifest.Digest,
            manifest.SizeBytes,
            manifest.FileCount,
            earlier?.Digest == manifest.Digest ? earlier.At : snapshot.Commit.At,
            IsRecorded: false,
            manifest,
            NameWarnings.Of(manifest, version.Source.At));
    }

    private static SourceReading Reading(ISourceTree tree, VersionSource version, Func<Stream, CancellationToken, ContentId> take) =>
        new(tree, version.Source, PathPatterns.Of(version.Include, version.Exclude), take);

    /// <returns>Null when it has to be read. A recorded directory is not even looked at: it may be on another machine.</returns>
    private SourceResolution? FindRecorded(VersionSource version, IRepositorySnapshot snapshot)
    {
        var identity = version.Source is PackageSource.InRepository inside ? FindIdentity(snapshot, inside) : "";
        return identity is null || resolutions.Find(Key(version, identity)) is not { } recorded ? null : Recorded(recorded, version);
    }

    private static string? FindIdentity(IRepositorySnapshot snapshot, PackageSource.InRepository source)
    {
        var tree = snapshot.FindSource(source);
        using var closing = tree as IDisposable;
        return tree?.Identity;
    }

    private SourceResolution Recorded(RecordedSource recorded, VersionSource version)
    {
        var manifest = store.FindManifest(recorded.Digest);
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

    private static string Key(VersionSource version, string? identity) => version.Source switch
    {
        PackageSource.OnSiteServer onServer => SourceKey.OfDirectory(version, onServer.Path),
        PackageSource.InGit source => SourceKey.OfGit(version, source),
        _ => SourceKey.OfPath(version, identity),
    };

    /// <param name="snapshot">Of the repository that holds the source.</param>
    private ISourceTree Open(VersionSource version, IRepositorySnapshot snapshot) => version.Source switch
    {
        PackageSource.InRepository inside => snapshot.FindSource(inside)
            ?? throw new SourceException(ContentDiagnostics.SourceMissing(inside.At, inside.Name)),
        PackageSource.InGit source => GitReading.Open(source, snapshot),
        PackageSource.OnSiteServer onServer => OpenAllowed(onServer),
        _ => throw new ArgumentOutOfRangeException(nameof(version), version.Source, "unknown kind of source"),
    };

    private DirectorySource OpenAllowed(PackageSource.OnSiteServer source)
    {
        RefuseUnlessAllowed(source, source.Path);
        var directory = DirectorySource.Open(source.Path, source.At);
        try
        {
            RefuseUnlessAllowed(source, directory.RealPath);
            return directory;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private void RefuseUnlessAllowed(PackageSource source, string path)
    {
        if (!isAllowed(path))
            throw new SourceException(ContentDiagnostics.SourceNotAllowed(source.At, path), SourceFault.NotAllowed);
    }
}

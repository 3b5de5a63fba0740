using System.Collections.Concurrent;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Despooling;

/// <summary>A content store in memory, and the sources that it is filled from: what packages are said to contain.</summary>
internal sealed class GivenStore : IContentStore, ISources
{
    private readonly InMemoryContent objects = new();
    private readonly ConcurrentDictionary<Digest, Manifest> manifests = new();
    private readonly Dictionary<PackageName, (string Path, string Text)[]> sources = [];
    private readonly HashSet<PackageName> unreadable = [];

    /// <summary>How often each source was read.</summary>
    internal ConcurrentDictionary<PackageName, int> Reads { get; } = new();

    internal void Source(string package, params (string Path, string Text)[] files) => sources[new(package)] = files;

    /// <summary>Later attempts to read it fail.</summary>
    internal void FailToRead(string package) => unreadable.Add(new(package));

    /// <summary>What the planner is told of the version.</summary>
    internal DesiredContent Content(PackageVersion version, DateTimeOffset fileTime)
    {
        var manifest = ManifestOf(NameOf(version.Source));
        return new DesiredContent.Known(manifest.Digest, version.Name ?? manifest.Digest.Short, manifest.SizeBytes, fileTime);
    }

    internal Digest DigestOf(string package) => ManifestOf(new(package)).Digest;

    internal void Damage(string text) => objects.Damage(Digest.Of(System.Text.Encoding.UTF8.GetBytes(text)), text.Replace(text[0], '#'));

    public void KeepManifest_NeedsLock(Manifest manifest) => manifests[manifest.Digest] = manifest;

    public Stream OpenRead(Digest digest)
    {
        using var bytes = new MemoryStream();
        using (var stream = objects.OpenRead(digest))
            stream.CopyTo(bytes);
        return Digest.Of(bytes.ToArray()) == digest ? objects.OpenRead(digest) : throw new ContentMissingException(digest, $"{digest.Short} is damaged");
    }

    public Manifest? FindManifest(Digest digest) => manifests.GetValueOrDefault(digest);

    public bool HoldsAll(Digest digest) => FindManifest(digest) is { } manifest && manifest.Entries.All(entry => Has(entry.Digest));

    public void Discard_NeedsLock(Digest digest) => objects.Forget(digest);

    public Task<SourceResolution> ResolveAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        throw new NotSupportedException("plans here are made from what was given");

    public Task<SourceResolution> ResolveStoring_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        throw new NotSupportedException("plans here are made from what was given");

    public Task<SourceResolution?> FindRecordedAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        throw new NotSupportedException("plans here are made from what was given");

    public Task<SourceResolution> ResolveAgainAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        throw new NotSupportedException("plans here are made from what was given");

    public Task<Manifest> Store_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        var name = NameOf(version.Source);
        Reads.AddOrUpdate(name, 1, (_, count) => count + 1);
        if (unreadable.Contains(name))
            throw new SourceException(ContentDiagnostics.SourceChanging(version.Source.At, version.Source.Name, "it is gone"), SourceFault.Failed);

        var manifest = objects.Package(sources[name]);
        manifests[manifest.Digest] = manifest;
        return Task.FromResult(manifest);
    }

    /// <summary>Sources go by the last part of their path: <c>packages/viewer</c>, <c>packages/viewer-3.2</c>.</summary>
    private static PackageName NameOf(PackageSource source) => new(source.Path.Split('/')[^1]);

    private Manifest ManifestOf(PackageName package) => new InMemoryContent().Package(sources[package]);

    private bool Has(Digest digest)
    {
        try
        {
            using var stream = objects.OpenRead(digest);
            return true;
        }
        catch (ContentMissingException)
        {
            return false;
        }
    }
}

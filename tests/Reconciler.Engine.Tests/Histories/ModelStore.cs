using System.Collections.Concurrent;
using System.Text;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>Sources that are named after what they contain, and the content store.</summary>
internal sealed class ModelStore : IContentStore, ISources
{
    private readonly InMemoryContent objects = new();
    private readonly ConcurrentDictionary<Digest, Manifest> manifests = new();

    /// <summary>Sources that cannot be read just now.</summary>
    internal HashSet<string> Unreadable { get; } = [];

    /// <summary><c>packages/p0/3</c>: files that all packages share, that all contents of this one share, and one of its own.</summary>
    internal static (string Path, string Text)[] FilesOf(string source)
    {
        var parts = source.Split('/');
        var content = parts[^1];
        return
        [
            ("bin/app.txt", $"{parts[^2]} {content}"),
            ("common.txt", parts[^2]),
            ("licence.txt", "the same in every package"),
            .. content == "3" ? [("extra/more.txt", "more")] : Array.Empty<(string, string)>(),
        ];
    }

    internal static Manifest ManifestOf(string source) => new InMemoryContent().Package(FilesOf(source));

    /// <summary>What nobody needs is dropped.</summary>
    internal void Collect(IReadOnlySet<Digest> needed)
    {
        foreach (var manifest in manifests.Values.Where(manifest => !needed.Contains(manifest.Digest)).ToArray())
            manifests.TryRemove(manifest.Digest, out _);
        var files = manifests.Values.SelectMany(manifest => manifest.Entries).Select(entry => entry.Digest).ToHashSet();
        foreach (var entry in Enumerable.Range(0, 9).SelectMany(n => ManifestOf($"packages/p{n / 3}/{n % 3}").Entries).Where(entry => !files.Contains(entry.Digest)))
            objects.Forget(entry.Digest);
    }

    /// <summary>One object goes bad.</summary>
    internal void Damage(string source)
    {
        var text = FilesOf(source)[0].Text;
        if (Has(Digest.Of(Encoding.UTF8.GetBytes(text))))
            objects.Damage(Digest.Of(Encoding.UTF8.GetBytes(text)), "rotten");
    }

    public Stream OpenRead(Digest digest)
    {
        using var bytes = new MemoryStream();
        using (var stream = objects.OpenRead(digest))
            stream.CopyTo(bytes);
        return Digest.Of(bytes.ToArray()) == digest ? objects.OpenRead(digest) : throw new ContentMissingException(digest, $"{digest.Short} is damaged");
    }

    public Manifest? FindManifest(Digest digest) => manifests.GetValueOrDefault(digest);

    public bool HoldsAll(Digest digest) => FindManifest(digest) is { } manifest && manifest.Entries.All(entry => Has(entry.Digest));

    public void KeepManifest_NeedsLock(Manifest manifest) => manifests[manifest.Digest] = manifest;

    public void Discard_NeedsLock(Digest digest) => objects.Forget(digest);

    public Task<SourceResolution> ResolveAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        var manifest = Read(version);
        return Task.FromResult(new SourceResolution(version.Source.Path, manifest.Digest, manifest.SizeBytes, manifest.Entries.Length, snapshot.Commit.At, IsRecorded: true, manifest, []));
    }

    public Task<SourceResolution> ResolveStoring_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        ResolveAsync(version, snapshot, cancellationToken);

    public Task<SourceResolution> ResolveAgainAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        ResolveAsync(version, snapshot, cancellationToken);

    public Task<SourceResolution?> FindRecordedAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        Task.FromResult<SourceResolution?>(null);

    public Task<Manifest> Store_NeedsLockAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        Read(version);
        var manifest = objects.Package(FilesOf(version.Source.Path));
        return Task.FromResult(manifests[manifest.Digest] = manifest);
    }

    private Manifest Read(VersionSource version) => Unreadable.Contains(version.Source.Path)
        ? throw new SourceException(ContentDiagnostics.SourceUnreadable(version.Source.At, version.Source.Name, "it is on fire"))
        : ManifestOf(version.Source.Path);

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

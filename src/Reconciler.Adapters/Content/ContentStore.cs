using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;
using Reconciler.Engine.Contents;

namespace Reconciler.Adapters.Content;

/// <summary>
/// The content store in a directory. What stands there under its digest was complete and durable before it got this name. Reading needs no
/// lock; everything that writes does.
/// </summary>
public sealed class ContentStore : IContentStore
{
    private readonly ContentDirectory directory;
    private readonly CheckedObjects checkedObjects;
    private readonly StoredBlocks blocks;
    private readonly ConcurrentDictionary<Digest, KnownManifest> manifests = new();
    private readonly Lock preparing = new();
    private bool isPrepared;

    /// <param name="path"><c>content/</c> of the state directory. It need not exist: it is made when something is stored.</param>
    public ContentStore(string path)
    {
        directory = new(Path.GetFullPath(path));
        checkedObjects = new(directory);
        blocks = new(directory, checkedObjects);
    }

    public Stream OpenRead(Digest digest)
    {
        try
        {
            return new FileStream(directory.ObjectFile(digest), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ContentMissingException(digest, $"The content store {directory.Path} does not have {digest.Short}; its source is read again", e);
        }
    }

    public SafeFileHandle? FindFile(Digest digest) => checkedObjects.OpenKnown(digest);

    /// <summary>The file, written, or read and found right, by this process; null when there is none.</summary>
    public string? FindPath(Digest digest) => checkedObjects.IsRight(digest) ? directory.ObjectFile(digest) : null;

    public FileBlocks? FindBlocks(Digest digest) => blocks.Find(digest);

    public FileBlocks? CutBlocks(Digest digest) => blocks.Find(digest) ?? blocks.Cut(digest);

    /// <remarks>Derived, and whole or not there: no lock is needed.</remarks>
    public void KeepBlocks(FileBlocks blocks) => this.blocks.Keep(blocks);

    /// <summary>Of everything that is or was here.</summary>
    internal IEnumerable<Digest> Manifests => directory.AllManifests().Select(manifest => manifest.Digest);

    /// <summary>Where the manifest is, if it is here.</summary>
    internal string ManifestFile(Digest digest) => directory.ManifestFile(digest);

    /// <remarks>Lanes that need the same one at the same time share it.</remarks>
    public Manifest? FindManifest(Digest digest)
    {
        try
        {
            var file = new FileInfo(directory.ManifestFile(digest));
            if (manifests.TryGetValue(digest, out var known) && known.Find(file) is { } shared)
                return shared;

            var found = KnownManifest.Read(file, out var manifest);
            if (manifest.Digest != digest)
                return null;

            manifests[digest] = found;
            return manifest;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or FormatException)
        {
            // A damaged one is as good as none: storing the package again replaces it.
            return null;
        }
    }

    public bool HoldsAll(Digest digest) =>
        FindManifest(digest) is { } manifest
        && manifest.Entries.Where(entry => entry.Kind != EntryKind.EmptyDirectory).DistinctBy(entry => entry.Digest)
            .All(entry => directory.Holds(new(entry.Digest, entry.SizeBytes)));

    public void KeepManifest_NeedsLock(Manifest manifest)
    {
        using var ingest = Ingest_NeedsLock();
        ingest.Complete(manifest);
    }

    public void Discard_NeedsLock(Digest digest)
    {
        checkedObjects.Forget(digest);
        if (Directory.Exists(directory.Objects))
            File.Delete(directory.ObjectFile(digest));
    }

    /// <summary>Deletes manifests that nobody needs, then the objects that no manifest names any more.</summary>
    /// <param name="keep">Manifests that are needed, whatever their age.</param>
    /// <param name="olderThan">What was written since is spared: its record may not have been written yet.</param>
    public CollectedContent Collect_NeedsLock(IReadOnlySet<Digest> keep, DateTimeOffset olderThan, CancellationToken cancellationToken) =>
        new ContentCollection(directory, this, olderThan, cancellationToken).Collect(keep);

    internal string Downloads => directory.Downloads;

    internal string Stamps => directory.Stamps;

    internal bool Holds(ContentId id) => directory.Holds(id);

    /// <summary>An object's size; null when there is none, or it is damaged.</summary>
    internal long? FindSize(Digest digest) => FindPath(digest) is { } file ? new FileInfo(file).Length : null;

    /// <summary>Begins to store a package. Several may be stored at the same time.</summary>
    internal ContentIngest Ingest_NeedsLock()
    {
        lock (preparing)
        {
            // The first one sweeps: whoever had the lock before has left for good.
            if (!isPrepared)
                directory.Prepare();
            isPrepared = true;
        }

        return new(directory, checkedObjects);
    }
}

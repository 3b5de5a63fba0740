using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>What the server already holds of a package version: files to link, links to make again.</summary>
internal sealed class Reuse : IDisposable
{
    // The same bytes may stand in many trees; a touched one should not cost a copy while another is whole.
    private const int MostSources = 4;

    private readonly TreeModes modes;
    private readonly bool mustRead;
    private readonly List<ReusableTree> trees = [];
    private readonly Dictionary<(EntryKind Kind, bool IsExecutable, Digest Digest), List<ReusableEntry>> sources = [];

    private Reuse(TreeModes modes, StageRequest request)
    {
        this.modes = modes;
        mustRead = request.MustRead;
        foreach (var entry in request.Manifest.Entries.Where(entry => entry.Kind != EntryKind.EmptyDirectory))
            sources.TryAdd(KeyOf(entry), []);
    }

    /// <summary>Looks through all trees of the package and of those in <see cref="StageRequest.ReuseFrom"/>, what is current first.</summary>
    public static Reuse Of(ServerRecords records, StageRequest request, CancellationToken cancellationToken)
    {
        var reuse = new Reuse(records.Folders.PackageModes, request);
        foreach (var package in request.ReuseFrom.Prepend(request.Place.Package).Distinct())
        {
            if (records.Receipts.FindSound(package) is { } receipt)
                reuse.Add(records, receipt, cancellationToken);
        }

        return reuse;
    }

    /// <summary>Whether this entry will probably take no room.</summary>
    public bool Covers(ManifestEntry entry) => sources.TryGetValue(KeyOf(entry), out var found) && found.Any(source => source.IsFit);

    /// <returns>How far the file is proven; null when it must be copied.</returns>
    public ProofKind? TryLink(ManifestEntry entry, DirectoryHandle to, FileName name, CancellationToken cancellationToken)
    {
        foreach (var source in sources[KeyOf(entry)].Where(source => source.IsFit))
        {
            if (!source.Tree.TryLink(source.Entry, to, name))
                continue;

            if (!mustRead)
                return ProofKind.Stat;

            if (ReadsBackRight(entry, to, name, cancellationToken))
                return ProofKind.Read;

            to.DeleteFile(name);
        }

        return null;
    }

    /// <summary>Copies a file that cannot have a second name: its mode is another, or the file system has no links.</summary>
    /// <returns>The copy, open; null when there is nothing to copy it from.</returns>
    public FileHandle? TryCopy(ManifestEntry entry, FileCopy copy, DirectoryHandle to, FileName name, CancellationToken cancellationToken)
    {
        foreach (var source in sources[KeyOf(entry)])
        {
            using var found = source.Tree.FindFile(source.Entry);
            if (found is null)
                continue;

            var file = to.CreateFile(name);
            if (copy.TryCopy(found, file, entry, cancellationToken))
                return file;

            file.Dispose();
            to.DeleteFile(name);
        }

        return null;
    }

    public byte[]? FindLinkTarget(ManifestEntry entry) =>
        sources[KeyOf(entry)].Select(source => source.Tree.FindLinkTarget(source.Entry.Entry)).FirstOrDefault(target => target is not null);

    public void Dispose()
    {
        foreach (var tree in trees)
            tree.Dispose();
    }

    private void Add(ServerRecords records, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        var current = records.Places.FindCurrent(receipt.PublishAs, receipt, cancellationToken);
        var outOfSight = receipt.Trees.Where(tree => tree.Id != current?.Tree.Id).Select(records.Places.Find);
        foreach (var found in outOfSight.Prepend(current).OfType<TreePlace>())
        {
            using var place = found;
            if (records.Seals.Find(place.Tree) is { } seal)
                Add(place, seal);
        }
    }

    private void Add(TreePlace place, Seal seal)
    {
        var tree = new ReusableTree(place.Open());
        trees.Add(tree);
        foreach (var source in seal.Entries)
        {
            var isFit = IsFit(source, place.Tree.Permissions);
            if (sources.TryGetValue(KeyOf(source.Entry), out var found) && found.Count(other => other.IsFit == isFit) < MostSources)
                found.Add(new(tree, source, isFit));
        }
    }

    private bool IsFit(SealedEntry source, Permissions given) =>
        source.Entry.Kind == EntryKind.Symlink || modes.Fit(source.Mode, source.Entry.IsExecutable, given);

    private static bool ReadsBackRight(ManifestEntry entry, DirectoryHandle directory, FileName name, CancellationToken cancellationToken)
    {
        using var file = directory.OpenFile(name);
        return FileHash.Of(file, cancellationToken) == entry.Digest;
    }

    private static (EntryKind Kind, bool IsExecutable, Digest Digest) KeyOf(ManifestEntry entry) => (entry.Kind, entry.IsExecutable, entry.Digest);

    /// <param name="IsFit">Its mode is the right one.</param>
    private sealed record ReusableEntry(ReusableTree Tree, SealedEntry Entry, bool IsFit);
}

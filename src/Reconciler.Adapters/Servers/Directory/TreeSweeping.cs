using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Deletes what interrupted runs and repairs left and nobody will come back for.</summary>
internal sealed class TreeSweeping(ServerRecords records, StagedFolders staged, TreeCleaning cleaning, PackageGates gates)
{
    // Under which extra files of a tree are kept whose receipt is gone.
    private static readonly PackageName unknown = new("unknown");

    public void Sweep(DateTimeOffset olderThan, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var before = UnixTime.Nanoseconds(olderThan);

        foreach (var package in records.Receipts.Packages())
        {
            cancellationToken.ThrowIfCancellationRequested();
            gates.Inside(package, () => cleaning.RemoveDuplicates(package, before, ignoreExtra, cancellationToken));
        }

        var trees = ListedTrees();
        var identities = trees.Select(tree => tree.Identity).ToHashSet();
        staged.DeleteAbandoned(before, identities.Contains);
        SweepTrees(trees, before, ignoreExtra);
        SweepFiles(OurFolder.Seals, trees.Select(tree => (FileName)tree.Id).ToHashSet(), before);
        SweepFiles(OurFolder.Receipts, records.Receipts.Packages().Select(OurFolder.FileOf).ToHashSet(), before);
    }

    /// <summary>A receipt that cannot be understood ends the sweep: its trees would look abandoned.</summary>
    private ImmutableArray<ReceiptTree> ListedTrees() =>
        [.. records.Receipts.Packages().SelectMany(package => records.Receipts.Find(package)?.Trees ?? [])];

    /// <summary>Complete, but no receipt lists them any more; or begun, and the process died before the journal was written.</summary>
    private void SweepTrees(ImmutableArray<ReceiptTree> listed, long before, ImmutableArray<string> ignoreExtra)
    {
        var known = listed.ToLookup(tree => tree.Identity);
        using var trees = records.Folders.Find(OurFolder.Trees);
        foreach (var name in trees?.List() ?? [])
        {
            if (trees!.FindStatus(name) is { Kind: FileKind.Directory } status
                && status.ChangedNs < before
                && !known.Contains(TreeIdentity.Of(status))
                && !staged.IsOpen(TreeIdentity.Of(status))
                && name.Text is { } id
                && TreeId.IsValid(id))
                SweepTree(trees, id, identity => known[identity].FirstOrDefault(), ignoreExtra);
        }
    }

    /// <summary>What has neither journal nor seal, and is neither empty nor a directory of versions, is not known to be ours.</summary>
    private void SweepTree(DirectoryHandle trees, string id, Func<TreeIdentity, ReceiptTree?> find, ImmutableArray<string> ignoreExtra)
    {
        if (records.Seals.Find(id) is { } seal)
            cleaning.Delete(trees, id, unknown, seal, ignoreExtra);
        else
            VersionFolders.TryDissolve(trees, id, find);
    }

    private void SweepFiles(string folder, HashSet<FileName> known, long before)
    {
        using var directory = records.Folders.Find(folder);
        foreach (var name in directory?.List() ?? [])
        {
            var isOurs = SmallFiles.IsTemporary(name) || (name.Text is { } text && TreeId.IsValid(text));
            if (isOurs && !known.Contains(name) && directory!.FindStatus(name) is { Kind: FileKind.File } status && status.ChangedNs < before)
                directory.DeleteFile(name);
        }
    }
}

using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Deletes what interrupted runs and repairs left and nobody will come back for.</summary>
internal sealed class TreeSweeping(ServerRecords records, StagedFolders staged, TreeCleaning cleaning)
{
    // Under which extra files of a tree are kept whose receipt is gone.
    private static readonly PackageName unknown = new("unknown");

    public void Sweep(DateTimeOffset olderThan, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var before = UnixTime.Nanoseconds(olderThan);

        // A receipt that cannot be understood ends the sweep: its trees would look abandoned.
        foreach (var receipt in Receipts())
        {
            cancellationToken.ThrowIfCancellationRequested();
            cleaning.RemoveDuplicates(receipt, before, ignoreExtra, cancellationToken);
        }

        var trees = Receipts().SelectMany(receipt => receipt.Trees).ToArray();
        var identities = trees.Select(tree => tree.Identity).ToHashSet();
        staged.DeleteAbandoned(before, identities.Contains);
        SweepSealedTrees(identities, before, ignoreExtra);
        SweepFiles(ServerFolders.Seals, trees.Select(tree => (FileName)tree.Id).ToHashSet(), before);
        SweepFiles(ServerFolders.Receipts, records.Receipts.Packages().Select(Directory.Receipts.FileOf).ToHashSet(), before);
    }

    private ImmutableArray<PackageReceipt> Receipts() =>
        [.. records.Receipts.Packages().Select(records.Receipts.Find).OfType<PackageReceipt>()];

    /// <summary>Complete, but no receipt lists them any more. What has neither journal nor seal is not known to be ours.</summary>
    private void SweepSealedTrees(HashSet<TreeIdentity> known, long before, ImmutableArray<string> ignoreExtra)
    {
        using var trees = records.Folders.Find(ServerFolders.Trees);
        foreach (var name in trees?.List() ?? [])
        {
            if (trees!.FindStatus(name) is { Kind: FileKind.Directory } status
                && status.ChangedNs < before
                && !known.Contains(TreeIdentity.Of(status))
                && name.Text is { } id
                && TreeId.IsValid(id)
                && records.Seals.Find(id) is { } seal)
                cleaning.Delete(trees, name, unknown, seal, ignoreExtra);
        }
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

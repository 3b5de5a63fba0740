using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>
/// Deletes what interrupted runs and repairs left and nobody will come back for. SFTP tells only when a file was written: a package's trees are as old
/// as its receipt, which every step renews, and a staged tree as its journal.
/// </summary>
internal sealed class RemoteSweeping(RemoteRoot root, RemoteRecords records, RemoteTrees trees, RemoteCleaning cleaning, RemoteRemoval removal, VersionLinks versions, PackageTurns turns, TimeProvider time)
{
    // Under which extra files of a tree are kept whose receipt is gone.
    private static readonly PackageName unknown = new("unknown");

    public async Task SweepAsync(DateTimeOffset olderThan, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var clockAhead = await ClockAheadAsync(cancellationToken);
        bool IsOld(FileStatus status) => status.ModifiedNs / 1_000_000_000 - (long)clockAhead.TotalSeconds < olderThan.ToUnixTimeSeconds();

        foreach (var (name, _) in await OldAsync(OurFolder.Receipts, IsOld, cancellationToken))
        {
            if (PackageOf(name) is { } package)
                await turns.InsideAsync(package, () => SweepPackageAsync(package, ignoreExtra, cancellationToken), cancellationToken);
        }

        await SweepStagedAsync(IsOld, cancellationToken);
        await SweepTreesAsync(IsOld, ignoreExtra, cancellationToken);
        await SweepFilesAsync(IsOld, cancellationToken);
    }

    private async Task SweepPackageAsync(PackageName package, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        if (await records.FindReceiptAsync(package, cancellationToken) is not { } receipt)
            return;

        await cleaning.RemoveDuplicatesAsync(receipt, ignoreExtra, cancellationToken);
    }

    private async Task SweepStagedAsync(Func<FileStatus, bool> isOld, CancellationToken cancellationToken)
    {
        foreach (var (name, _) in await OldAsync(OurFolder.Staging, isOld, cancellationToken))
        {
            if (PackageOf(name) is { } package)
                await turns.InsideAsync(package, () => DeleteStagedAsync(package, cancellationToken), cancellationToken);
        }
    }

    private async Task<bool> DeleteStagedAsync(PackageName package, CancellationToken cancellationToken)
    {
        var isSealed = await records.FindStagedAsync(package, cancellationToken) is not { } staged
            || (await records.FindReceiptAsync(package, cancellationToken))?.Trees.Any(tree => tree.Id == staged.Tree) is true;
        if (!isSealed && await records.FindStagedAsync(package, cancellationToken) is { } left && await trees.IsThereAsync(left.Tree, cancellationToken))
            await removal.DeleteAllAsync(trees.PathOf(left.Tree), cancellationToken);

        await records.DeleteStagedAsync(package, cancellationToken);
        return true;
    }

    /// <summary>
    /// Complete, but no receipt lists them any more; or a directory of versions that an interrupted change of layout left. What has neither seal nor
    /// pointer is not known to be ours.
    /// </summary>
    private async Task SweepTreesAsync(Func<FileStatus, bool> isOld, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        if (await root.FindAsync(OurFolder.Trees, cancellationToken) is not { } folder)
            return;

        // A receipt that cannot be understood ends the sweep: its trees would look abandoned.
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var package in await records.PackagesAsync(cancellationToken))
        {
            foreach (var tree in (await records.FindReceiptAsync(package, cancellationToken))?.Trees ?? [])
                known.UnionWith([tree.Id, tree.Digest.ToString()]);
        }

        foreach (var (name, _) in await OldAsync(OurFolder.Staging, static _ => true, cancellationToken))
        {
            if (PackageOf(name) is { } package && await records.FindStagedAsync(package, cancellationToken) is { } staged)
                known.UnionWith([staged.Tree, staged.Digest.ToString()]);
        }

        await SweepBlocksAsync(known, isOld, cancellationToken);
        foreach (var (name, status) in await root.Client.ListAsync(folder, cancellationToken))
        {
            if (status.Kind != FileKind.Directory || name.Text is not { } id || !TreeId.IsValid(id) || known.Contains(id))
                continue;

            if (await records.FindSealAsync(id, cancellationToken) is { } seal)
                await DeleteUnknownAsync(id, seal, ignoreExtra, cancellationToken);
            else if (await trees.FindPointerAsync(folder.Below(id), cancellationToken) is { } pointer && await records.FindReceiptAsync(pointer.Package, cancellationToken) is { } receipt)
                await versions.DissolveAsync(folder.Below(id), receipt.PublishAs, pointer.Package, cancellationToken);
        }
    }

    /// <param name="known">Digests of trees that are there.</param>
    private async Task SweepBlocksAsync(HashSet<string> known, Func<FileStatus, bool> isOld, CancellationToken cancellationToken)
    {
        foreach (var (name, _) in await OldAsync(OurFolder.Blocks, isOld, cancellationToken))
        {
            if (Digest.TryParse(name.Text?.TrimEnd('~'), out var digest) && !known.Contains(digest.ToString()))
                await records.DeleteBlocksAsync(digest, cancellationToken);
        }
    }

    private async Task DeleteUnknownAsync(string id, Seal seal, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        await cleaning.DeleteAsync(id, unknown, seal, ignoreExtra, cancellationToken);
        await records.DeleteSealAsync(id, cancellationToken);
    }

    /// <summary>What was written beside and never renamed.</summary>
    private async Task SweepFilesAsync(Func<FileStatus, bool> isOld, CancellationToken cancellationToken)
    {
        foreach (var folder in (string[])[OurFolder.Receipts, OurFolder.Seals, OurFolder.Staging, OurFolder.Blocks])
        {
            foreach (var (name, status) in await OldAsync(folder, isOld, cancellationToken))
            {
                if (root.Replaces && RemoteFiles.IsTemporary(name) && status.Kind is FileKind.File or FileKind.Symlink)
                    await root.Client.RemoveAsync(root.Of(folder).Below(name), cancellationToken);
            }
        }
    }

    private async Task<List<(FileName Name, FileStatus Status)>> OldAsync(string folder, Func<FileStatus, bool> isOld, CancellationToken cancellationToken) =>
        await root.FindAsync(folder, cancellationToken) is { } directory
            ? [.. (await root.Client.ListAsync(directory, cancellationToken)).Where(found => isOld(found.Status))]
            : [];

    /// <summary>How far the server's clock is ahead of ours, as a file shows that is written now.</summary>
    private async Task<TimeSpan> ClockAheadAsync(CancellationToken cancellationToken)
    {
        var at = (await root.MakeAsync(OurFolder.Staging, cancellationToken)).Below($"~{TreeId.Next()}");
        await using (var file = await root.Client.OpenAsync(at, OpenMode.Create, cancellationToken))
            await file.CloseAsync(cancellationToken);

        var status = await root.Client.FindStatusAsync(at, cancellationToken);
        await root.Client.RemoveAsync(at, cancellationToken);
        return TimeSpan.FromSeconds((status?.ModifiedNs ?? 0) / 1_000_000_000 - time.GetUtcNow().ToUnixTimeSeconds());
    }

    private static PackageName? PackageOf(FileName name) =>
        name.Text is { } text && text.EndsWith(".json", StringComparison.Ordinal) && ResourceName.IsValid(text[..^5]) ? new PackageName(text[..^5]) : null;
}

using System.Text;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Fills a staged tree in the manifest's order: by what the tree has from an interrupted run, by links to what the server holds, by copying.</summary>
internal sealed class TreeBuilder(StagedFolder folder, TreeModes modes, StageRequest request, Reuse reuse, FileCopy copy)
{
    private readonly long fileTimeNs = UnixTime.Nanoseconds(request.FileTime);
    private readonly HashSet<ProofKind> proofs = [];
    private readonly HashSet<string> links =
        request.Manifest.Entries.Where(entry => entry.Kind == EntryKind.Symlink).Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);

    /// <returns>The proof of the weakest entry.</returns>
    public ProofKind Build(CancellationToken cancellationToken)
    {
        using var cursor = new DirectoryCursor(folder.Tree, Enter, Finish);
        foreach (var entry in request.Manifest.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var directory = cursor.MoveTo(entry.Path);
            FileName name = PublishPath.LastPart(entry.Path);
            switch (entry.Kind)
            {
                case EntryKind.File:
                    proofs.Add(BuildFile(entry, directory, name, cancellationToken));
                    break;
                case EntryKind.Symlink:
                    BuildLink(entry, directory, name);
                    break;
                default:
                    using (var empty = Enter(directory, name))
                        Finish(empty);

                    break;
            }
        }

        cursor.LeaveAll();
        Finish(folder.Tree);
        return proofs.Contains(ProofKind.Stat) ? ProofKind.Stat
            : proofs.Contains(ProofKind.Written) || proofs.Count == 0 ? ProofKind.Written
            : ProofKind.Read;
    }

    private ProofKind BuildFile(ManifestEntry entry, DirectoryHandle directory, FileName name, CancellationToken cancellationToken)
    {
        if (directory.FindStatus(name) is { } left && TryContinue(entry, directory, name, left, cancellationToken) is { } kept)
            return kept;

        if (reuse.TryLink(entry, directory, name, cancellationToken) is { } linked)
            return linked;

        using var copied = reuse.TryCopy(entry, copy, directory, name, cancellationToken);
        if (copied is not null)
        {
            Finish(copied, entry);
            return ProofKind.Written;
        }

        using var file = directory.CreateFile(name);
        if (!copy.TryContinue(file, 0, entry, cancellationToken))
        {
            directory.DeleteFile(name);
            throw FileCopy.Damaged(entry);
        }

        Finish(file, entry);
        return ProofKind.Written;
    }

    /// <summary>What an interrupted run left under this name is used or deleted.</summary>
    private ProofKind? TryContinue(
        ManifestEntry entry, DirectoryHandle directory, FileName name, FileStatus left, CancellationToken cancellationToken)
    {
        // With more than one link, the bytes are those of another tree too: never write there.
        if (left is { Kind: FileKind.File, Links: 1 } && left.SizeBytes <= entry.SizeBytes)
        {
            using var file = directory.OpenFileToContinue(name);
            if (IsComplete(entry, left))
            {
                folder.Barrier.Add(file.Handle, file.Path);
                return ProofKind.Stat;
            }

            if (copy.TryContinue(file, left.SizeBytes, entry, cancellationToken))
            {
                Finish(file, entry);
                return ProofKind.Written;
            }
        }

        directory.DeleteFile(name);
        return null;
    }

    /// <summary>The time is set last, once the bytes were seen to be right.</summary>
    private bool IsComplete(ManifestEntry entry, FileStatus left) =>
        folder.IsOfThisBoot && !request.MustRead && left.SizeBytes == entry.SizeBytes && left.ModifiedNs == fileTimeNs;

    private void BuildLink(ManifestEntry entry, DirectoryHandle directory, FileName name)
    {
        if (directory.FindStatus(name) is not null)
            directory.DeleteFile(name);

        var target = reuse.FindLinkTarget(entry) ?? copy.LinkTarget(entry);
        if (!LinkTarget.StaysInside(entry.Path, Encoding.UTF8.GetString(target), links.Contains))
            throw new TroubleException(TroubleKind.BadName, $"the link '{entry.Path}' would lead out of the package", entry.Path);

        directory.MakeSymlink(name, target);
        directory.SetSymlinkModified(name, fileTimeNs);
    }

    private DirectoryHandle Enter(DirectoryHandle parent, FileName name)
    {
        parent.TryMakeDirectory(name);
        var directory = parent.OpenDirectory(name);
        modes.Give(directory);
        return directory;
    }

    private void Finish(FileHandle file, ManifestEntry entry)
    {
        modes.Give(file, entry.IsExecutable);
        file.SetModified(fileTimeNs);
        folder.Barrier.AddClosing(file);
    }

    private void Finish(DirectoryHandle directory)
    {
        directory.SetModified(fileTimeNs);
        folder.Barrier.Add(directory.Handle, directory.Path);
    }
}

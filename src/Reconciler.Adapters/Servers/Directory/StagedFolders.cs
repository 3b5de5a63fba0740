using System.Collections.Concurrent;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Barrier = Reconciler.Adapters.Linux.Barrier;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>The trees that are being staged, at most one a package: those of this process, and those that an interrupted one left.</summary>
internal sealed class StagedFolders(ServerFolders folders) : IDisposable
{
    private readonly StagingJournals journals = new(folders);
    private readonly ConcurrentDictionary<PackageName, StagedFolder> open = new();

    public StagedFolder? Find(PackageName package, string id) =>
        open.TryGetValue(package, out var folder) && folder.Id == id ? folder : null;

    public bool IsOpen(TreeIdentity identity) => open.Values.Any(folder => folder.Identity == identity);

    /// <summary>Continues the interrupted tree of this digest and these permissions, else deletes what was left and begins a new one.</summary>
    /// <param name="isSealed">Whether the receipt lists a tree: it was finished, whatever a journal says.</param>
    public StagedFolder Open(PackageName package, Digest digest, Func<TreeIdentity, bool> isSealed)
    {
        Close(package);
        using var trees = folders.Make(OurFolder.Trees);
        var barrier = new Barrier(trees);
        barrier.Add(trees.Handle, trees.Path);
        return open[package] = Continue(trees, package, digest, isSealed, barrier) ?? Begin(trees, package, digest, barrier);
    }

    /// <summary>It is sealed; the directory stays.</summary>
    public void Forget(PackageName package)
    {
        Close(package);
        journals.Delete(package);
    }

    /// <summary>Work that makes a staged tree durable, in part or whole. A tree of which anything could not be made so is begun anew.</summary>
    public T Durable<T>(PackageName package, StagedFolder folder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SystemCallException) when (folder.Barrier.HasFailed)
        {
            // The kernel has marked the pages clean: a second try would succeed and prove nothing.
            Discard(package);
            throw;
        }
    }

    /// <summary>What was written cannot be trusted.</summary>
    public void Discard(PackageName package)
    {
        Close(package);
        if (journals.Find(package) is { } journal)
            Delete(journal);

        journals.Delete(package);
    }

    /// <summary>Trees that an interrupted run left and no later one continued.</summary>
    /// <param name="before">Nanoseconds since 1970.</param>
    public void DeleteAbandoned(long before, Func<TreeIdentity, bool> isSealed)
    {
        foreach (var package in journals.Packages(before).Where(package => !open.ContainsKey(package)))
        {
            if (journals.Find(package) is { } journal && !isSealed(journal.Identity))
                Delete(journal);

            journals.Delete(package);
        }
    }

    public void Dispose()
    {
        foreach (var package in open.Keys)
            Close(package);
    }

    private StagedFolder? Continue(
        DirectoryHandle trees, PackageName package, Digest digest, Func<TreeIdentity, bool> isSealed, Barrier barrier)
    {
        var journal = journals.Find(package);
        if (journal is not null && journal.Digest == digest && journal.Permissions == folders.PackageModes.Permissions && !isSealed(journal.Identity) && IsThere(trees, journal))
            return new(journal.TreeId, digest, trees.OpenDirectory(journal.TreeId), barrier) { IsOfThisBoot = journal.Boot == BootId.Current };

        if (journal is not null && !isSealed(journal.Identity))
            Delete(journal);

        return null;
    }

    private StagedFolder Begin(DirectoryHandle trees, PackageName package, Digest digest, Barrier barrier)
    {
        var id = TreeId.Next();
        trees.TryMakeDirectory(id);
        var tree = trees.OpenDirectory(id);
        folders.PackageModes.Give(tree);
        journals.Save(new(package, digest, id, TreeIdentity.Of(tree.Status()), BootId.Current) { Permissions = folders.PackageModes.Permissions });
        return new(id, digest, tree, barrier) { IsOfThisBoot = true };
    }

    private void Close(PackageName package)
    {
        if (open.TryRemove(package, out var folder))
            folder.Dispose();
    }

    private void Delete(StagingJournal journal)
    {
        using var trees = folders.Find(OurFolder.Trees);
        if (trees is not null && IsThere(trees, journal))
            TreeRemoval.All.Delete(trees, journal.TreeId);
    }

    private static bool IsThere(DirectoryHandle trees, StagingJournal journal) =>
        trees.FindStatus(journal.TreeId) is { Kind: FileKind.Directory } status && TreeIdentity.Of(status) == journal.Identity;
}

using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Puts a directory of ours in the place of another one of ours: in one step where the file system can, else in two where that is accepted.</summary>
internal sealed class TreeSwap(ServerFolders folders)
{
    /// <param name="from">Our folder, which gets what comes out.</param>
    /// <param name="former">What is expected to come out.</param>
    /// <param name="formerId">The name that it gets in our folder, when that is free: then it is found without a search.</param>
    /// <returns>The name that it got.</returns>
    /// <exception cref="TroubleException"><see cref="TroubleKind.Conflict"/>: something else stood there, and stands there still.</exception>
    public FileName Put(DirectoryHandle from, FileName name, PublishedPlace place, TreeIdentity former, string formerId)
    {
        if (folders.Atomicity == Atomicity.Tree)
            return Exchange(from, name, place, former, formerId);

        return folders.AcceptsNonAtomic
            ? Replace(from, name, place, former, formerId)
            : throw new TroubleException(
                TroubleKind.NotSupported,
                $"the file system of '{place.Path}' cannot exchange two directories in one step, so readers would find nothing there for a moment; write 'acceptNonAtomic: true' for this server to allow that",
                place.Path);
    }

    private static FileName Exchange(DirectoryHandle from, FileName name, PublishedPlace place, TreeIdentity former, string formerId)
    {
        try
        {
            from.Exchange(name, place.Parent!, place.Name);
        }
        catch (SystemCallException e) when (e.Errno is Errno.EINVAL or Errno.ENOSYS or Errno.EOPNOTSUPP)
        {
            throw new TroubleException(
                TroubleKind.NotSupported,
                $"the file system of '{place.Path}' cannot exchange two directories in one step, so readers could see half a package",
                place.Path,
                e);
        }

        if (from.FindStatus(name) is not { } cameOut || TreeIdentity.Of(cameOut) != former)
        {
            // Somebody changed the path since we looked: what came out is theirs.
            from.Exchange(name, place.Parent!, place.Name);
            throw place.Conflict();
        }

        if (from.FindStatus(formerId) is not null)
            return name;

        from.RenameAway(name, from, formerId);
        return formerId;
    }

    /// <summary>
    /// Level none: between the renames nothing stands at the path. A kill there leaves both in our folder, and the next run publishes.
    /// </summary>
    private static FileName Replace(DirectoryHandle from, FileName name, PublishedPlace place, TreeIdentity former, string formerId)
    {
        FileName aside = from.FindStatus(formerId) is null ? formerId : TreeId.Next();
        place.Parent!.RenameAway(place.Name, from, aside);
        try
        {
            if (from.FindStatus(aside) is not { } cameOut || TreeIdentity.Of(cameOut) != former)
                throw place.Conflict();

            from.RenameAway(name, place.Parent, place.Name);
        }
        catch (Exception e) when (e is TroubleException or SystemCallException)
        {
            // Better the old one, or whatever somebody put there meanwhile, than nothing.
            if (place.Parent.FindStatus(place.Name) is null)
                from.RenameAway(aside, place.Parent, place.Name);

            throw;
        }

        return aside;
    }
}

using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Where a server's root is: an absolute path, which is never made by us, or one below the state directory's <c>roots/</c>.</summary>
internal sealed class RootLocation
{
    private readonly string rootsDirectory;
    private readonly ServerAddress address;
    private readonly Action answered;

    /// <param name="rootsDirectory">Absolute.</param>
    /// <param name="answered">Called whenever the file system has answered, at the root and below it.</param>
    /// <exception cref="ArgumentException">The address is neither absolute nor a safe relative path.</exception>
    public RootLocation(string rootsDirectory, ServerAddress address, Action answered)
    {
        if (address.Kind == AddressKind.Relative ? !EntryPath.IsSafe(address.Path) : !Path.IsPathFullyQualified(address.Path))
            throw new ArgumentException($"'{address}' cannot be the root of a server");

        this.rootsDirectory = rootsDirectory;
        this.address = address;
        this.answered = answered;
    }

    /// <summary>What an absolute root must be apart from; null: nothing.</summary>
    public StateBoundary? State { get; init; }

    /// <returns>Null: a relative root that was not made yet.</returns>
    /// <exception cref="TroubleException">
    /// <see cref="TroubleKind.NotMounted"/>: there is no such directory; <see cref="TroubleKind.Foreign"/>: it is the state's.
    /// </exception>
    public DirectoryHandle? Find()
    {
        if (address.Kind != AddressKind.Relative)
            return OpenAbsolute();

        if (!System.IO.Directory.Exists(rootsDirectory))
            return null;

        var directory = DirectoryHandle.Open(rootsDirectory, answered);
        foreach (var part in address.Path.Split('/'))
        {
            using var above = directory;
            if (above.FindDirectory(part) is not { } next)
                return null;

            directory = next;
        }

        return directory;
    }

    /// <summary>Makes a relative root that is not there.</summary>
    public DirectoryHandle Make()
    {
        if (address.Kind != AddressKind.Relative)
            return OpenAbsolute();

        System.IO.Directory.CreateDirectory(rootsDirectory);
        var directory = DirectoryHandle.Open(rootsDirectory, answered);
        foreach (var part in address.Path.Split('/'))
        {
            using var above = directory;
            if (above.TryMakeDirectory(part))
                above.Sync();

            directory = above.OpenDirectory(part);
        }

        return directory;
    }

    private DirectoryHandle OpenAbsolute()
    {
        try
        {
            var root = DirectoryHandle.Open(address.Path, answered);
            if (State?.Refuses(root) is not { } why)
                return root;

            root.Dispose();
            throw new TroubleException(TroubleKind.Foreign, why, address.Path);
        }
        catch (SystemCallException e) when (e.Errno is Errno.ENOENT or Errno.ENOTDIR)
        {
            throw new TroubleException(TroubleKind.NotMounted, $"the root '{address.Path}' is not there (not mounted?)", address.Path, e);
        }
    }
}

using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>A server's root, opened once, and our folder in it. Nothing below is reached through a link.</summary>
internal sealed class ServerFolders : IDisposable
{
    private readonly Lazy<Atomicity> atomicity;

    /// <param name="root">Belongs to this from now on.</param>
    /// <param name="permissions">Of packages.</param>
    public ServerFolders(DirectoryHandle root, Permissions permissions)
    {
        Root = root;
        Modes = TreeModes.Of(root, default);
        PackageModes = TreeModes.Of(root, permissions);
        atomicity = new(() => AtomicityProbe.Of(this), LazyThreadSafetyMode.PublicationOnly);
    }

    public DirectoryHandle Root { get; }

    /// <summary>Of our own folder.</summary>
    public TreeModes Modes { get; }

    /// <summary>Of packages, and of the directories above them.</summary>
    public TreeModes PackageModes { get; }

    /// <summary>Whether packages may be published at level <see cref="Atomicity.None"/>.</summary>
    public bool AcceptsNonAtomic { get; init; }

    /// <summary>Of packages.</summary>
    public Layout Layout { get; init; }

    /// <summary>Found out once, in our own folder when the file system's name does not tell.</summary>
    public Atomicity Atomicity => atomicity.Value;

    public long? FreeBytes => FileSystemStatus.Of(Root.Handle, Root.Path).FreeBytes;

    /// <returns>Null when it was never made.</returns>
    public DirectoryHandle? FindOurs() => Root.FindDirectory(OurFolder.Name);

    /// <param name="folder">One of the names in <see cref="OurFolder"/>.</param>
    /// <returns>Null when it was never made.</returns>
    public DirectoryHandle? Find(string folder)
    {
        using var ours = FindOurs();
        return ours?.FindDirectory(folder);
    }

    public DirectoryHandle MakeOurs() => Make(Root, OurFolder.Name);

    /// <param name="folder">One of the names in <see cref="OurFolder"/>.</param>
    public DirectoryHandle Make(string folder)
    {
        using var ours = MakeOurs();
        return Make(ours, folder);
    }

    /// <summary>A directory with the root's modes, which is there for good when this returns.</summary>
    public DirectoryHandle Make(DirectoryHandle parent, FileName name) => Make(parent, name, Modes);

    /// <param name="modes">For a directory that is new.</param>
    public static DirectoryHandle Make(DirectoryHandle parent, FileName name, TreeModes modes)
    {
        var isNew = parent.TryMakeDirectory(name);
        var made = parent.OpenDirectory(name);
        if (isNew)
        {
            modes.Give(made);
            parent.Sync();
        }

        return made;
    }

    public void Dispose() => Root.Dispose();
}

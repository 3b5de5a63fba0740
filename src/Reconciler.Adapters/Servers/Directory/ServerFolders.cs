using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>A server's root, opened once, and our folder in it. Nothing below is reached through a link.</summary>
internal sealed class ServerFolders : IDisposable
{
    public const string Ours = ".reconciler";
    public const string Receipts = "receipts";
    public const string Seals = "seals";
    public const string Trees = "trees";
    public const string Staging = "staging";
    public const string Extra = "extra";

    /// <param name="root">Belongs to this from now on.</param>
    public ServerFolders(DirectoryHandle root)
    {
        Root = root;
        Modes = TreeModes.Of(root);
    }

    public DirectoryHandle Root { get; }

    public TreeModes Modes { get; }

    public long? FreeBytes => FileSystemStatus.Of(Root.Handle, Root.Path).FreeBytes;

    /// <returns>Null when it was never made.</returns>
    public DirectoryHandle? FindOurs() => Root.FindDirectory(Ours);

    /// <param name="folder">One of the names above.</param>
    /// <returns>Null when it was never made.</returns>
    public DirectoryHandle? Find(string folder)
    {
        using var ours = FindOurs();
        return ours?.FindDirectory(folder);
    }

    public DirectoryHandle MakeOurs() => Make(Root, Ours);

    /// <param name="folder">One of the names above.</param>
    public DirectoryHandle Make(string folder)
    {
        using var ours = MakeOurs();
        return Make(ours, folder);
    }

    /// <summary>A directory with the root's modes, which is there for good when this returns.</summary>
    public DirectoryHandle Make(DirectoryHandle parent, FileName name)
    {
        var isNew = parent.TryMakeDirectory(name);
        var made = parent.OpenDirectory(name);
        if (isNew)
        {
            Modes.Give(made);
            parent.Sync();
        }

        return made;
    }

    public void Dispose() => Root.Dispose();
}

using Reconciler.Adapters.Linux;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>The modes that files and directories get: those that are declared, else those of the server's root. Access lists are not seen through SFTP.</summary>
internal sealed class RemoteModes(Permissions permissions, FileStatus root)
{
    private const int SetGroup = 0x400;
    private const int ReadAndWrite = 0x1B6;
    private const int Read = 0x124;

    private readonly int file = permissions.Files ?? (root.Permissions & ReadAndWrite);

    /// <summary>As declared.</summary>
    public Permissions Permissions => permissions;

    // Whose group new files belong to is the root's matter, whatever the permissions.
    public int Directory { get; } = (permissions.Directories ?? root.Permissions) | (root.Mode & SetGroup);

    /// <summary>Whoever may read an executable file may run it.</summary>
    public int File(bool isExecutable) => isExecutable ? file | ((file & Read) >> 2) : file;
}

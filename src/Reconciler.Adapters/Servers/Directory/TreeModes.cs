using Reconciler.Adapters.Linux;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>The modes that files and directories get: those that are declared, else those they would inherit if they were made in the server's root.</summary>
internal sealed class TreeModes
{
    private const int SetGroup = 0x400;
    private const int ReadAndWrite = 0x1B6;
    private const int Read = 0x124;

    // Null: with a default access list the system itself gives new files their rights; the root's mode bits would say something else.
    private readonly int? directory;
    private readonly int? file;

    private TreeModes(Permissions permissions, FileStatus root, bool hasDefaultAcl)
    {
        Permissions = permissions;

        // Whose group new files belong to is the root's matter, whatever the permissions.
        directory = (permissions.Directories ?? (hasDefaultAcl ? null : root.Permissions)) | (root.Mode & SetGroup);
        file = permissions.Files ?? (hasDefaultAcl ? null : root.Permissions & ReadAndWrite);
    }

    /// <summary>As declared.</summary>
    public Permissions Permissions { get; }

    /// <param name="permissions">As declared; what they leave open is inherited.</param>
    public static TreeModes Of(DirectoryHandle root, Permissions permissions) => new(permissions, root.Status(), root.HasDefaultAcl());

    /// <summary>Whether a file may serve as it is.</summary>
    /// <param name="given">The permissions with which it was made.</param>
    public bool Fit(int mode, bool isExecutable, Permissions given) =>
        file is { } wanted ? mode == (isExecutable ? Executable(wanted) : wanted) : given.Files is null;

    public bool FitDirectory(int mode) => directory is null || mode == directory;

    public void Give(DirectoryHandle made)
    {
        if (directory is { } mode)
            made.SetMode(mode);
    }

    public void Give(FileHandle made, bool isExecutable)
    {
        if (file is { } mode)
            made.SetMode(isExecutable ? Executable(mode) : mode);
        else if (isExecutable)
            made.SetMode(Executable(made.Status().Mode));
    }

    /// <summary>Whoever may read it may run it.</summary>
    private static int Executable(int mode) => mode | ((mode & Read) >> 2);
}

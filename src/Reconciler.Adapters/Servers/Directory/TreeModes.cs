using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>The modes that files and directories get: those they would inherit if they were made in the server's root.</summary>
internal sealed class TreeModes
{
    private const int SetGroup = 0x400;
    private const int ReadAndWrite = 0x1B6;
    private const int Read = 0x124;

    private readonly int directory;
    private readonly int file;

    // With a default access list the system itself gives new files their rights; the root's mode bits would say something else.
    private readonly bool areInherited;

    private TreeModes(int directory, bool areInherited)
    {
        this.directory = directory;
        this.areInherited = areInherited;
        file = directory & ReadAndWrite;
    }

    public static TreeModes Of(DirectoryHandle root)
    {
        var status = root.Status();
        return new(status.Permissions | (status.Mode & SetGroup), root.HasDefaultAcl());
    }

    /// <summary>Whether a file with this mode may serve as it is.</summary>
    public bool Fit(int mode, bool isExecutable) => areInherited || mode == (isExecutable ? Executable(file) : file);

    public void Give(DirectoryHandle made)
    {
        if (!areInherited)
            made.SetMode(directory);
    }

    public void Give(FileHandle made, bool isExecutable)
    {
        if (!areInherited)
            made.SetMode(isExecutable ? Executable(file) : file);
        else if (isExecutable)
            made.SetMode(Executable(made.Status().Mode));
    }

    /// <summary>Whoever may read it may run it.</summary>
    private static int Executable(int mode) => mode | ((mode & Read) >> 2);
}

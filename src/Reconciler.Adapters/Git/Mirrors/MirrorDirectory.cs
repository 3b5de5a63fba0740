using LibGit2Sharp;
using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>A bare mirror on disk. Whoever writes there holds its lock, a file beside it; reading needs none.</summary>
/// <param name="path">Absolute.</param>
internal sealed class MirrorDirectory(string path)
{
    private const string Head = "HEAD";

    private static readonly EnumerationOptions everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    internal string Path { get; } = path;

    private string LockFile => $"{Path}.lock";

    /// <summary>Whether something was ever fetched.</summary>
    internal bool IsFilled => File.Exists(Below("packed-refs")) || HasFiles("refs");

    /// <returns>Null when another process fetches.</returns>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    internal FileLock? TryLock()
    {
        var parent = System.IO.Path.GetDirectoryName(Path)!;
        Make(System.IO.Path.GetDirectoryName(parent)!);
        Make(parent);
        return FileLock.TryTake(LockFile);
    }

    /// <summary>Makes the repository, or completes what a killed process began.</summary>
    internal Repository Open_NeedsLock()
    {
        LibGit2.MakeHermetic();
        if (!File.Exists(Below(Head)) || !Directory.Exists(Below("objects")) || !Directory.Exists(Below("refs")))
        {
            Repository.Init(Path, isBare: true);
            using var made = new Repository(Path);
            // A pack whose bytes a power cut took away would stay a hole: nothing fetches what seems to be there.
            made.Config.Set("core.fsyncObjectFiles", true);
        }

        return new(Path);
    }

    /// <summary>Deletes what a killed fetch left: packs that came in part, and libgit2's own locks.</summary>
    internal void Sweep_NeedsLock()
    {
        if (!Directory.Exists(Path))
            return;

        foreach (var file in Directory.EnumerateFiles(Path, "*", everywhere).Where(IsLeftOver).ToArray())
            File.Delete(file);
    }

    internal int CountFiles() => Directory.Exists(Path) ? Directory.EnumerateFiles(Path, "*", everywhere).Count() : 0;

    // As the state directory itself: what is mirrored need not be for everybody.
    private static void Make(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static bool IsLeftOver(string file)
    {
        var name = System.IO.Path.GetFileName(file);
        return name.StartsWith("pack_git2_", StringComparison.Ordinal)
            || name.StartsWith("tmp_object_git2_", StringComparison.Ordinal)
            || name.EndsWith(".lock", StringComparison.Ordinal);
    }

    private bool HasFiles(string directory) => Directory.Exists(Below(directory)) && Directory.EnumerateFiles(Below(directory), "*", everywhere).Any();

    private string Below(string name) => System.IO.Path.Combine(Path, name);
}

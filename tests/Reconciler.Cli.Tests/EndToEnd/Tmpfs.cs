using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A small file system of a test's own; only root can mount one.</summary>
internal sealed class Tmpfs : IDisposable
{
    private Tmpfs(string path) => Path = path;

    internal string Path { get; }

    /// <summary>Skips the test where mounting is not allowed.</summary>
    /// <param name="size">As in mount(8): <c>8m</c>.</param>
    internal static Tmpfs Mount(string directory, string size)
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("Only root can mount a file system.");
        var mount = new ProcessRun("mount", "-t", "tmpfs", "-o", $"size={size}", "none", directory).Run();
        if (mount.ExitCode != 0)
            Assert.Skip($"Mounting is not allowed here: {mount.StandardError}");
        return new(directory);
    }

    /// <param name="option"><c>ro</c>, <c>rw</c>, or another size: <c>size=64m</c>.</param>
    internal void Remount(string option) => new ProcessRun("mount", "-o", $"remount,{option}", Path).Run().EnsureSuccess();

    public void Dispose() => new ProcessRun("umount", "--lazy", Path).Run().EnsureSuccess();
}

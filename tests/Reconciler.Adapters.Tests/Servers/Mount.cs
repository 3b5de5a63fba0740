using System.Globalization;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>A mount for the length of a test. Needs root; elsewhere the test is skipped, but not in CI.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string target;

    private Mount(string program, string target, params string[] arguments)
    {
        RealPart.Require(program, $"apt-get install {program}");
        this.target = target;
        var result = new ProcessRun(program, [.. arguments, target]).Run();
        if (result.ExitCode == 0)
            return;

        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(result.StandardError);

        Assert.Skip($"This test mounts a file system: {result.StandardError}");
    }

    public static Mount Bind(string source, string target) => new("mount", target, "--bind", source);

    /// <summary>A file system in a process, which knows neither the exchange of two directories nor times of birth.</summary>
    public static Mount Fuse(string source, string target) => new("bindfs", target, source);

    /// <summary>An empty file system in memory.</summary>
    public static Mount Tmpfs(string target, int megabytes) =>
        new("mount", target, "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs");

    public void Dispose()
    {
        // Lazily: a handle that a failed test left open must not keep the mount.
        new ProcessRun("umount", "--lazy", target).Run();
    }
}

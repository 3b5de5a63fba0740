using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What stands on a disk, in the words of programs that are not ours.</summary>
internal static class DiskTree
{
    /// <summary>Compares two trees byte by byte, links by their targets. Empty when they are equal.</summary>
    internal static async Task<string> DiffAsync(string expected, string actual)
    {
        var bytes = await new ProcessRun("diff", "-r", "--no-dereference", expected, actual).RunAsync(TestContext.Current.CancellationToken);
        var executables = await ListAsync(expected, "%P %y %l %m\n") == await ListAsync(actual, "%P %y %l %m\n");
        return bytes.StandardOutput + bytes.StandardError + (executables ? "" : "modes, kinds or links differ");
    }

    /// <summary>Every file and directory with inode, times of change in nanoseconds and mode: equal when nothing was touched.</summary>
    internal static Task<string> IdentitiesAsync(string directory) => ListAsync(directory, "%P %i %T@ %C@ %m %s\n", "-type", "f");

    /// <summary>Every path, for a comparison before and after.</summary>
    internal static Task<string> PathsAsync(string directory) => ListAsync(directory, "%P %y\n");

    private static async Task<string> ListAsync(string directory, string format, params string[] test)
    {
        var found = await new ProcessRun("find", [directory, "-mindepth", "1", .. test, "-printf", format.Replace("\n", "\\n", StringComparison.Ordinal)])
            .RunAsync(TestContext.Current.CancellationToken);
        return string.Join('\n', found.EnsureSuccess().StandardOutput.Split('\n').Order(StringComparer.Ordinal));
    }
}

using Xunit;

namespace Reconciler.Testing;

/// <summary>A program that a test needs in the flesh.</summary>
public static class RealPart
{
    /// <summary>
    /// Skips the test when <paramref name="program"/> is not installed and says how to get it. With <c>CI=true</c>, where
    /// <c>.ci/run</c> has to provide it, its absence fails the test: nothing is skipped unseen.
    /// </summary>
    /// <param name="install">The command that installs it: <c>apt-get install strace</c>.</param>
    /// <param name="besides">A directory where it may be that users do not search: <c>/usr/sbin</c>.</param>
    public static void Require(string program, string install, string besides = "")
    {
        if (Missing(program, install, $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}{besides}") is not { } message)
            return;

        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(message);
        Assert.Skip(message);
    }

    /// <returns>Null when the program is there.</returns>
    public static string? Missing(string program, string install, string searchPath)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{program}.exe", $"{program}.cmd"] : [program];
        var isThere = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(directory => names.Any(name => File.Exists(Path.Combine(directory, name))));
        return isThere ? null : $"This test needs {program}: {install}";
    }
}

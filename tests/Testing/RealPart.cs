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
    /// <returns>The program's file.</returns>
    public static string Require(string program, string install, string besides = "")
    {
        var searchPath = $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}{besides}";
        RequireThat(Missing(program, install, searchPath));
        return Find(program, searchPath)!;
    }

    /// <param name="missing">What is missing and how to get it; null when nothing is.</param>
    public static void RequireThat(string? missing)
    {
        if (missing is null)
            return;

        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(missing);
        Assert.Skip(missing);
    }

    /// <returns>Null when the program is there.</returns>
    public static string? Missing(string program, string install, string searchPath) =>
        Find(program, searchPath) is null ? $"This test needs {program}: {install}" : null;

    private static string? Find(string program, string searchPath)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{program}.exe", $"{program}.cmd"] : [program];
        return searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(directory => names.Select(name => Path.Combine(directory, name)))
            .FirstOrDefault(File.Exists);
    }
}

using System.Diagnostics;
using System.Text;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The built program, with a heap of 256 MiB, on configuration that was made to break it: problems with their places, soon, in little memory.</summary>
public sealed class HostileRepositoryTests : IDisposable
{
    private const int MostMiB = 256;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly SiteServer site = new();

    public void Dispose() => site.Dispose();

    public static TheoryData<string, string, string> Files => new()
    {
        { "brackets", "[ x 10485760", "a.yaml:1:66: error RCN1006" },
        { "braces", "{ x 10485760", "a.yaml:1:2: error RCN1012" },
        { "items", "-␣ x 5242880", "a.yaml:1:131: error RCN1006" },
        { "quotes", "\" x 10485760", "a.yaml:1:3: error RCN1004" },
        { "a list of many", "[|a, x 2000000", "a.yaml:1:500000: error RCN1019" },
        { "words in a broken list", "[|w␣ x 4000000", "a.yaml:1:8000000: error RCN1004" },
        { "a large value", "a:␣|x x 10000000", "a.yaml:1:1: error RCN1014" },
        { "a large key", "x x 1048576|:␣1", "a.yaml:1:1048577: error RCN1004" },
        { "documents", "---↓ x 1000000", "a.yaml:100001:1: error RCN1007" },
        { "broken documents", "---↓a:␣[↓ x 1000000", "a.yaml:3:1: error RCN1004" },
        { "fields set twice", "a:␣1↓ x 1000000", "a.yaml:2:1: error RCN1011" },
        { "a text that does not end", "a:␣\"|x␣ x 5000000", "a.yaml:1:4: error RCN1004" },
        { "NULs", "␀ x 10000000", "a.yaml:1:1: error RCN1003" },
        { "hundred megabytes", "x x 104857600", "a.yaml: error RCN1001" },
    };

    /// <param name="recipe">Parts, parted by <c>|</c>; <c>text x 1000</c> is a text a thousand times.</param>
    [Theory]
    [MemberData(nameof(Files))]
    public async Task Validate_OfAHostileFile_SaysWhereAndStaysSmall(string what, string recipe, string expected)
    {
        site.Repository.Write("a.yaml", Cooked(recipe));

        Assert.Contains(expected, await ValidateAsync(what, "--worktree"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_OfACommitWithAHugeFile_LeavesItUnread()
    {
        site.Commit("a.yaml", new string('#', 100 << 20));

        Assert.Contains("a.yaml: error RCN1001", await ValidateAsync("a huge blob"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("values", 10, "[|abc, x 240000|]", ".yaml: error RCN1020: all files up to this one have more than 1000000 values together")]
    [InlineData("bytes", 5, "# x 9437184", ".yaml: error RCN1020: all files up to this one have more than 32 MiB together")]
    [InlineData("problems", 40, "apiVersion:␣reconciler/v1↓kind:␣Site↓metadata:␣{name:␣a}↓spec:↓|␣x:␣[]↓ x 2000", "error RCN1011")]
    public async Task Validate_OfManyFiles_StaysSmall(string what, int count, string recipe, string expected)
    {
        for (var i = 0; i < count; i++)
            site.Repository.Write($"{i}.yaml", Cooked(recipe));

        Assert.Contains(expected, await ValidateAsync(what, "--worktree"), StringComparison.Ordinal);
    }

    private static string Cooked(string recipe) => string.Concat(recipe.Split('|').Select(part => part.Split(" x ") is [var text, var times]
        ? string.Concat(Enumerable.Repeat(text, int.Parse(times))) : part)).Replace('␣', ' ').Replace('↓', '\n').Replace('␀', '\0');

    /// <returns>The problems.</returns>
    private async Task<string> ValidateAsync(string what, params string[] options)
    {
        var command = site.Command(["validate", .. options]);
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in command.Variables)
            start.Environment[name] = value;
        start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{MostMiB << 20:x}";

        using var process = Process.Start(start)!;
        var watch = Stopwatch.StartNew();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var peak = 0L;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(10)) && watch.Elapsed < Soon)
            peak = Math.Max(peak, PeakMiB(process.Id));
        if (!process.HasExited)
            process.Kill();

        Assert.True(watch.Elapsed < Soon, $"{what} took longer than {Soon}");
        Assert.True(process.ExitCode == (int)Calls.ExitCode.Invalid, $"{what}: {process.ExitCode}\n{await output}{await errors}");
        Assert.True(peak is > 0 and < MostMiB, $"{what} took {peak} MiB");
        return await errors;
    }

    /// <summary>The most that was resident at any time so far; 0 once the process has ended.</summary>
    private static long PeakMiB(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status", Encoding.ASCII).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..^" kB".Length]) >> 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

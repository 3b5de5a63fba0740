using System.Diagnostics;
using System.Globalization;

namespace Reconciler.Benchmarks.Configuration;

/// <summary>Commits with many files on <c>main</c> of a bare repository, by <c>git fast-import</c>.</summary>
internal static class CommitImport
{
    public static void Begin(string repository) => Git(null, "init", "--quiet", "--bare", "--initial-branch=main", repository);

    /// <param name="files">What is new or changed.</param>
    public static void Add(string repository, IEnumerable<(string Path, string Text)> files, bool isFirst)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine("commit refs/heads/main");
        text.WriteLine("committer Benchmark <benchmark@example.com> 1790000000 +0000");
        text.WriteLine("data 6");
        text.WriteLine("commit");
        if (!isFirst)
            text.WriteLine("from refs/heads/main^0");
        foreach (var (file, content) in files)
        {
            text.WriteLine($"M 100644 inline {file}");
            text.WriteLine($"data {content.Length}");
            text.WriteLine(content);
        }

        Git(text.ToString(), "-C", repository, "fast-import", "--quiet");
    }

    private static void Git(string? input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardInput = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}

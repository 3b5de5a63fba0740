using System.Text;
using System.Text.RegularExpressions;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>
/// The README of an example, typed along: each block of commands is run by a shell, with the built program, in a sandbox in the place of
/// <c>/tmp/story</c>; each line of the block of text behind it must stand in what was printed. Commit ids are not looked at.
/// </summary>
internal sealed partial class PlayedReadme(string example, SiteServer site)
{
    internal async Task PlayAsync()
    {
        var examples = Path.Combine(RepositoryRoot(), "examples");
        var printed = "";
        foreach (Match block in Blocks().Matches(await File.ReadAllTextAsync(Path.Combine(examples, example, "README.md"))))
        {
            var text = block.Groups["text"].Value;
            if (block.Groups["language"].Value == "sh")
                printed = await RunAsync(text.Replace($"examples/{example}", Path.Combine(examples, example), StringComparison.Ordinal));
            else
                AssertPrinted(text, printed);
        }
    }

    /// <summary>Where the commands have put the repository.</summary>
    internal string Story => site.Place("story");

    private async Task<string> RunAsync(string commands)
    {
        var script = new StringBuilder("exec 2>&1\n");
        if (Directory.Exists(Story))
            script.Append($"cd {Story}\n");
        script.Append(commands.Replace("/tmp/story-state", site.State, StringComparison.Ordinal).Replace("/tmp/story", Story, StringComparison.Ordinal));
        var result = await new ProcessRun("bash", "-euc", script.ToString()) { WorkingDirectory = site.Sandbox, Variables = Variables, Timeout = TimeSpan.FromMinutes(2) }
            .RunAsync(TestContext.Current.CancellationToken);
        return result.EnsureSuccess().StandardOutput;
    }

    private Dictionary<string, string?> Variables => new(site.Variables)
    {
        ["PATH"] = $"{Path.GetDirectoryName(SiteServer.Program)}:{Environment.GetEnvironmentVariable("PATH")}",
        ["GIT_AUTHOR_NAME"] = "Anna",
        ["GIT_AUTHOR_EMAIL"] = "anna@example.com",
        ["GIT_COMMITTER_NAME"] = "Anna",
        ["GIT_COMMITTER_EMAIL"] = "anna@example.com",
    };

    private static void AssertPrinted(string expected, string printed)
    {
        var known = CommitId().Replace(printed, "0000000");
        foreach (var line in CommitId().Replace(expected, "0000000").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Assert.Contains(line, known, StringComparison.Ordinal);
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Reconciler.sln")))
            directory = directory.Parent;
        return directory.FullName;
    }

    [GeneratedRegex("^```(?<language>sh|text)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\b[0-9a-f]{7}\b")]
    private static partial Regex CommitId();
}

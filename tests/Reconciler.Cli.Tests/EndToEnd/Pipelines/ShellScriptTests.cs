using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>Every shell script of the repository, as shellcheck sees it: it has nothing to say.</summary>
public sealed class ShellScriptTests
{
    private static readonly string[] folders = [".ci", ".github", "examples/pipelines", "src", "tests"];

    public static TheoryData<string> Scripts =>
    [
        .. folders.SelectMany(folder => Directory.EnumerateFiles(SourceTree.PathOf(folder), "*", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && IsScript(file))
            .Select(file => Path.GetRelativePath(SourceTree.Root, file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script_IsSound(string script) => Assert.Equal("", await CheckAsync(SourceTree.PathOf(script)));

    [Fact]
    public void Scripts_AreFoundAndMayBeRun()
    {
        var found = Scripts.Select(row => row.Data).ToArray();

        Assert.Empty(new[] { ".ci/run", ".github/actions/plan/plan.sh", "examples/pipelines/comment.sh", "examples/pipelines/hooks/pre-receive" }.Except(found));
        Assert.All(found.Where(script => script.StartsWith("examples/", StringComparison.Ordinal)), script =>
            Assert.True(File.GetUnixFileMode(SourceTree.PathOf(script)).HasFlag(UnixFileMode.UserExecute), script));
    }

    [Fact]
    public async Task Check_OfABadScript_SaysSo()
    {
        using var directory = new TemporaryDirectory();

        Assert.Contains("SC2086", await CheckAsync(directory.Write("bad.sh", "#!/bin/bash\nrm $1\n")), StringComparison.Ordinal);
    }

    internal static async Task<string> CheckAsync(string file)
    {
        var shellcheck = RealPart.Require("shellcheck", "apt-get install shellcheck");
        var result = await new ProcessRun(shellcheck, "--format", "gcc", file).RunAsync(TestContext.Current.CancellationToken);
        return result.StandardOutput + result.StandardError;
    }

    private static bool IsScript(string file)
    {
        var head = new byte[32];
        using var stream = File.OpenRead(file);
        var text = System.Text.Encoding.ASCII.GetString(head, 0, stream.Read(head));
        return text.StartsWith("#!", StringComparison.Ordinal) && text.Contains("sh", StringComparison.Ordinal);
    }
}

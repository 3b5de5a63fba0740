using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>Runs <c>comment.sh</c> against a host on loopback, and notes what stands on the command lines of <c>curl</c>.</summary>
internal sealed class CommentRun(CommentsApi api, TemporaryDirectory directory)
{
    internal const string Marker = "[//]: # (reconciler plan)";

    private string CurlLog => directory.Combine("curl.log");

    internal string? Token { get; init; } = CommentsApi.Token;

    internal string Name { get; init; } = "";

    /// <summary>On top of the host's.</summary>
    internal Dictionary<string, string?> Variables { get; init; } = [];

    internal Task<ProcessResult> PostAsync(string text) => PostReportAsync($"{Marker}\n[//]: # (hash {new string('0', 64)})\n\n{text}\n");

    internal async Task<ProcessResult> PostReportAsync(string report)
    {
        RealPart.Require("jq", "apt-get install jq");
        var curl = RealPart.Require("curl", "apt-get install curl");
        var wrapper = directory.Write("bin/curl", $"#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{CurlLog}'\nexec {curl} \"$@\"\n");
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var file = directory.Write("plan.md", report);

        var result = await new ProcessRun("bash", Path.Combine(SourceTree.Scripts, "comment.sh"), api.Dialect.Name, file, Name) { Variables = Environment() }
            .RunAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(CommentsApi.Token, result.StandardOutput + result.StandardError, StringComparison.Ordinal);
        if (File.Exists(CurlLog))
            Assert.DoesNotContain(CommentsApi.Token, await File.ReadAllTextAsync(CurlLog), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(directory.CreateDirectory("tmp")));
        return result;
    }

    private Dictionary<string, string?> Environment()
    {
        var variables = new Dictionary<string, string?>(api.Variables)
        {
            ["PATH"] = $"{directory.Combine("bin")}:{System.Environment.GetEnvironmentVariable("PATH")}",
            ["TMPDIR"] = directory.CreateDirectory("tmp"),
            ["RECONCILER_COMMENT_TOKEN"] = Token,
            ["RECONCILER_COMMENT_PAUSE"] = "0",
        };
        foreach (var (name, value) in Variables)
            variables[name] = value;
        return variables;
    }
}

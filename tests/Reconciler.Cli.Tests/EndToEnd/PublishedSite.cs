using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A site server whose state is published to a branch of its repository, and whoever reads it there.</summary>
internal sealed class PublishedSite : IDisposable
{
    internal const string Branch = "reconciler-state";

    internal PublishedSite()
    {
        Server.Repository.Write("packages/viewer/version.txt", "1");
        Server.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("viewer"), "Begin");
    }

    internal SiteServer Server { get; } = new();

    public void Dispose() => Server.Dispose();

    internal void PublishTo(string url, string more = "") => Server.Settings($$"""{ "state": { "branch": "{{Branch}}", "remote": "{{url}}"{{more}} } }""");

    internal void Hook(string script)
    {
        var hook = Path.Combine(Server.Repository.Path, ".git", "hooks", "pre-receive");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    internal void Change()
    {
        Server.Repository.Write("packages/viewer/version.txt", "2");
        Server.Repository.Commit("A newer viewer");
    }

    internal bool HasBranch() => Server.Repository.Run("rev-parse", "-q", "--verify", Branch).ExitCode == 0;

    internal string Published(string file) => Server.Repository.Git("show", $"{Branch}:{file}");

    internal Task<ProcessResult> ReadAsync(string verb, string state) => ReadAsync([verb], state);

    /// <summary>As somebody who has no state: the last <c>--state</c> counts.</summary>
    internal async Task<ProcessResult> ReadAsync(string[] verb, string state)
    {
        var command = Server.Command([.. verb]);
        var at = Array.IndexOf([.. command.Arguments], "--state");
        string[] arguments = [.. command.Arguments];
        arguments[at + 1] = state;
        return await (command with { Arguments = [.. arguments] }).RunAsync(TestContext.Current.CancellationToken);
    }

    internal static string WithoutAge(string plan) => string.Join('\n', plan.Split('\n').Select(line => line.Split(" (")[0]));
}

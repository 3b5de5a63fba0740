using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>
/// A pull request: a repository whose <c>main</c> was synced, with the state on a branch of it; the branch <c>change</c>; and a host on loopback where its
/// comments are.
/// </summary>
internal sealed class PullRequest : IDisposable
{
    private readonly TemporaryDirectory runner = new();
    private int clones;

    /// <param name="host">As <c>comment.sh</c> calls it.</param>
    internal PullRequest(string host) => Api = new(host);

    internal CommentsApi Api { get; }

    internal SiteServer Site { get; } = new();

    internal string Temporary => runner.CreateDirectory("temp");

    /// <summary>Main, synced, and the state published.</summary>
    internal async Task BeginAsync()
    {
        Site.Repository.Write("packages/viewer/version.txt", "1");
        foreach (var script in (string[])["plan.sh", "comment.sh"])
            Site.Repository.Write($"ci/{script}", await File.ReadAllTextAsync(Path.Combine(SourceTree.Scripts, script)));
        foreach (var host in (string[])["gitlab-ci", "azure-pipelines", "bitbucket-pipelines"])
            Site.Repository.Write(host == "gitlab-ci" ? ".gitlab-ci.yml" : $"{host}.yml", await File.ReadAllTextAsync(Path.Combine(SourceTree.Scripts, $"{host}.yml")));
        Change("Begin", "dp-1");
        Site.Settings($$"""{ "state": { "branch": "reconciler-state", "remote": "file://{{Site.Repository.Path}}" } }""");
        (await Site.SyncAsync()).EnsureSuccess();
        Site.Repository.Git("checkout", "--quiet", "-b", "change");
    }

    /// <summary>A commit on the branch of the pull request.</summary>
    internal void Change(string message, params string[] servers) => Site.Commit("reconciler/servers.yaml", SiteServer.Servers(servers) + SiteServer.Package("viewer"), message);

    /// <summary>One that is invalid.</summary>
    internal void Slip() => Site.Commit("reconciler/servers.yaml", SiteServer.Servers("dp-1").Replace("default:", "defualt:", StringComparison.Ordinal) + SiteServer.Package("viewer"), "Slip");

    /// <summary>What a host's checkout leaves: the change itself, and the branches of origin, or some.</summary>
    /// <param name="more">Options of <c>git clone</c>.</param>
    /// <returns>Its directory.</returns>
    internal string Clone(params string[] more)
    {
        var directory = runner.Combine($"clone-{clones++}");
        var origin = $"file://{Site.Repository.Path}";
        new ProcessRun("git", ["clone", "--quiet", "--no-checkout", .. more, origin, directory]).Run().EnsureSuccess();
        new ProcessRun("git", "checkout", "--quiet", "--detach", Site.Repository.Head) { WorkingDirectory = directory }.Run().EnsureSuccess();
        return directory;
    }

    /// <summary>Of a run on the host, but for what tells it of itself.</summary>
    internal Dictionary<string, string?> Variables => new(Api.Variables)
    {
        ["HOME"] = Site.Home,
        ["TMPDIR"] = Site.Temporary,
        ["XDG_STATE_HOME"] = null,
        ["RECONCILER_CONFIG"] = null,
        ["RECONCILER_COMMAND"] = SiteServer.Program,
        ["RECONCILER_COMMENT_PAUSE"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["GITHUB_BASE_REF"] = null,
        ["CI"] = "true",
    };

    public void Dispose()
    {
        Api.Dispose();
        Site.Dispose();
        runner.Dispose();
    }
}

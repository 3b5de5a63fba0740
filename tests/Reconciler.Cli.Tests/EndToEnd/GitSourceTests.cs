using System.Text.RegularExpressions;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Packages that come from another Git repository, through the built program.</summary>
public sealed partial class GitSourceTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly GitRepository tools;

    public GitSourceTests()
    {
        tools = new(site.MakeDirectory("tools"));
        tools.Write("bin/viewer/viewer.txt", "viewer 1\n");
        tools.Commit("Begin");
        site.Allow("sources", tools.Path);
    }

    public void Dispose()
    {
        tools.Dispose();
        site.Dispose();
    }

    [Fact]
    public async Task Sync_GitSource_PlacesWhatTheRevisionHeld_AndSaysWhichCommit()
    {
        tools.Git("tag", "v1");
        Declare("revision: v1, path: bin/viewer");

        await site.ConvergeAsync();
        Assert.Equal("viewer 1\n", Placed());
        var commit = tools.Head;
        Assert.Contains($"sourceCommit  {commit}", Squeezed((await site.RunAsync("show", "package", "viewer")).EnsureSuccess().StandardOutput));
        Assert.Contains($"+ viewer 1 -> dp-1, from commit {commit[..7]} of its source", (await site.RunAsync("history")).EnsureSuccess().StandardOutput);
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Sync_BranchThatMoved_StaysUntilTheSourceIsRefreshed()
    {
        Declare("revision: main, path: bin/viewer");
        await site.ConvergeAsync();
        tools.Write("bin/viewer/viewer.txt", "viewer 2\n");
        tools.Commit("Go on");

        Assert.Contains("No changes.", await site.ConvergeAsync());
        var refreshed = (await site.RunAsync("refresh", "viewer", "--source")).EnsureSuccess().StandardOutput;
        Assert.Contains($"now holds", refreshed);
        Assert.Contains($"of commit {tools.Head[..7]}", refreshed);
        await site.ConvergeAsync();
        Assert.Equal("viewer 2\n", Placed());
    }

    [Fact]
    public async Task Sync_Followed_TakesWhatTheBranchHoldsNow()
    {
        Declare("revision: main, path: bin/viewer", ", follow: true");
        await site.ConvergeAsync();
        tools.Write("bin/viewer/viewer.txt", "viewer 2\n");
        tools.Commit("Go on");

        await site.ConvergeAsync();
        Assert.Equal("viewer 2\n", Placed());
    }

    [Fact]
    public async Task Sync_SourceThatFails_HoldsItsPackageOnly()
    {
        site.Repository.Write("packages/other/a", "a");
        Declare("revision: v9, path: bin/viewer", more: SiteServer.Package("other"));

        var sync = await site.SyncAsync();
        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("! place viewer -> dp-1 (source-failed", sync.StandardOutput);
        Assert.Contains($"the repository {tools.Path} has no branch, tag or commit 'v9'", sync.StandardOutput + sync.StandardError);
        Assert.Equal("a", File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "other/a")));
    }

    [Fact]
    public async Task Sync_NotAllowed_HoldsAndPrintsTheLineToAdd_AndFetchesNothing()
    {
        site.Allow("sources", "/srv/elsewhere");
        Declare("revision: main");

        var sync = await site.SyncAsync();
        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("(not-allowed", sync.StandardOutput);
        Assert.Contains($"\"sources\": [\"{tools.Path}\"]", sync.StandardOutput + sync.StandardError);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(site.State, "git")));
    }

    [Fact]
    public async Task Plan_GitSource_FetchesAndStoresNothing()
    {
        Declare("revision: main, path: bin/viewer");

        Assert.Contains("+ viewer 1 -> dp-1  9 B", (await site.PlanAsync()).EnsureSuccess().StandardOutput);
        Assert.True(Directory.Exists(Path.Combine(site.State, "git")));
        Assert.False(Directory.Exists(Path.Combine(site.State, "content")));
        Assert.False(File.Exists(Path.Combine(site.State, "estate.json")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(site.State));
        await site.ConvergeAsync();
    }

    [Fact]
    public async Task Questions_OfWhatIsNotRecorded_FetchNothing()
    {
        site.Repository.Write("packages/other/a", "a");
        Declare("revision: main, path: bin/viewer", ", follow: true", SiteServer.Package("other"));

        (await site.RunAsync("status")).EnsureSuccess();
        (await site.RunAsync("why", "dp-1", "viewer")).EnsureSuccess();
        Assert.False(Directory.Exists(Path.Combine(site.State, "git")));
    }

    [Fact]
    public async Task Status_FollowedRepositoryThatIsGone_AnswersFromWhatIsRecorded()
    {
        Declare("revision: main, path: bin/viewer", ", follow: true");
        await site.ConvergeAsync();
        Directory.Delete(tools.Path, recursive: true);

        Assert.DoesNotContain("RCN4040", (await site.RunAsync("status")).EnsureSuccess().StandardError);
        Assert.Contains("error RCN4040", (await site.SyncAsync()).StandardError);
    }

    [Fact]
    public async Task Validate_UrlWithAPassword_IsRefusedAndNotRepeated()
    {
        site.Commit("estate.yaml", SiteServer.Servers("dp-1") + """
            ---
            apiVersion: reconciler/v1
            kind: Package
            metadata: { name: viewer }
            spec: { source: { git: { url: "https://anna:secret@git.example.com/tools.git" } } }

            """);

        var validate = await site.RunAsync("validate");
        Assert.Equal(7, validate.ExitCode);
        Assert.Contains("error RCN2145", validate.StandardOutput + validate.StandardError);
        Assert.DoesNotContain("secret", validate.StandardOutput + validate.StandardError);
    }

    private void Declare(string git, string source = "", string more = "") => site.Commit("estate.yaml", SiteServer.Servers("dp-1") + $$"""
        ---
        apiVersion: reconciler/v1
        kind: Package
        metadata: { name: viewer }
        spec: { version: "1", source: { git: { url: {{tools.Path}}, {{git}} }{{source}} } }

        """ + more);

    private string Placed() => File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "viewer/viewer.txt"));

    private static string Squeezed(string text) => Blanks().Replace(text, "  ");

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();
}

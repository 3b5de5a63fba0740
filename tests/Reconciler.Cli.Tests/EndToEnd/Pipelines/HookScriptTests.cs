using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>The hooks of <c>examples/pipelines/hooks</c>, run by the real <c>git commit</c> and <c>git push</c>.</summary>
public sealed class HookScriptTests : IDisposable
{
    private const string Servers = "servers.yaml";

    private readonly SiteServer site = new();
    private readonly TemporaryDirectory other = new();

    public HookScriptTests() => site.Repository.Write("packages/viewer/version.txt", "1");

    public void Dispose()
    {
        site.Dispose();
        other.Dispose();
    }

    private GitRepository Repository => site.Repository;

    private string Bare => other.Combine("estate.git");

    [Fact]
    public void Commit_OfAValidConfiguration_IsMade()
    {
        InstallPreCommit();
        Stage(Servers, Valid("dp-1"));

        var commit = Git("commit", "--quiet", "--message", "Begin");

        Assert.Equal((0, "Begin"), (commit.ExitCode, Repository.Git("log", "--format=%s")));
    }

    [Fact]
    public void Commit_OfAnInvalidConfiguration_IsRefusedWithItsDiagnostics()
    {
        InstallPreCommit();
        Stage(Servers, Valid("dp-1").Replace("default:", "defualt:", StringComparison.Ordinal));

        var commit = Git("commit", "--quiet", "--message", "Slip");

        Assert.Equal(1, commit.ExitCode);
        Assert.Contains("servers.yaml:6:3: error RCN2004: unknown field 'defualt'; did you mean 'default'?", commit.StandardOutput + commit.StandardError, StringComparison.Ordinal);
        Assert.Contains("Nothing was committed.", commit.StandardError, StringComparison.Ordinal);
        Assert.NotEqual(0, Repository.Run("rev-parse", "--verify", "--quiet", "HEAD").ExitCode);
    }

    [Fact]
    public void Commit_LooksAtWhatIsStaged_NotAtTheFiles()
    {
        InstallPreCommit();
        Stage(Servers, Valid("dp-1"));
        Repository.Write(Servers, "nonsense: [");
        Assert.Equal(0, Git("commit", "--quiet", "--message", "Good is staged").ExitCode);

        Stage(Servers, "nonsense: [");
        Repository.Write(Servers, Valid("dp-1"));
        Assert.Equal(1, Git("commit", "--quiet", "--message", "Bad is staged").ExitCode);
        Assert.Equal(0, Git("commit", "--quiet", "--all", "--allow-empty", "--message", "Good again").ExitCode);
    }

    [Fact]
    public void Commit_OfAFileOutOfForm_IsRefusedByName()
    {
        InstallPreCommit();
        Stage("with blank/servers.yaml", Valid("dp-1").Replace("default: true", "default:     true", StringComparison.Ordinal));

        var commit = Git("commit", "--quiet", "--message", "Slip");

        Assert.Equal(1, commit.ExitCode);
        Assert.Contains("with blank/servers.yaml\n", commit.StandardOutput + commit.StandardError, StringComparison.Ordinal);
        Assert.Contains("1 file to be formatted: run 'reconciler fmt'.", commit.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void Push_OfAValidCommit_IsTakenAndShowsItsPlan()
    {
        InstallPreReceive();
        site.Commit(Servers, Valid("dp-1"), "Begin");
        Assert.Equal(0, Push("main").ExitCode);

        site.Commit(Servers, Valid("dp-1", "dp-2"), "Add dp-2");
        var push = Push("main");

        Assert.Equal((0, Repository.Head), (push.ExitCode, Tip("main")));
        Assert.Contains("+ viewer ", push.StandardError, StringComparison.Ordinal);
        Assert.Contains(" -> dp-2", push.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain(" -> dp-1", push.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void Push_OfAnInvalidCommit_IsRefusedAndNothingMoves()
    {
        InstallPreReceive();
        site.Commit(Servers, Valid("dp-1"), "Begin");
        Assert.Equal(0, Push("main").ExitCode);
        var before = (Tip("main"), Objects());

        site.Commit(Servers, Valid("dp-1").Replace("default:", "defualt:", StringComparison.Ordinal), "Slip");
        var push = Push("main", "main:refs/heads/second");

        Assert.NotEqual(0, push.ExitCode);
        Assert.Contains("remote: servers.yaml:6:3: error RCN2004: unknown field 'defualt'; did you mean 'default'?", push.StandardError, StringComparison.Ordinal);
        Assert.Contains("remote: Nothing was taken over: mend main second, and push again.", push.StandardError, StringComparison.Ordinal);
        Assert.Equal(before, (Tip("main"), Objects()));
        Assert.Equal("", Bared("branch", "--list", "second"));
    }

    [Fact]
    public void Push_ThatMendsAnInvalidCommit_IsTaken()
    {
        InstallPreReceive();
        site.Commit(Servers, Valid("dp-1").Replace("default:", "defualt:", StringComparison.Ordinal), "Slip");
        Bared("fetch", "--quiet", Repository.Path, "main:main");
        Bared("symbolic-ref", "HEAD", "refs/heads/main");

        site.Commit(Servers, Valid("dp-1"), "Mend it");
        var push = Push("main");

        Assert.Equal((0, Repository.Head), (push.ExitCode, Tip("main")));
    }

    [Fact]
    public async Task Push_WhereTheStateIsPublished_ShowsWhatIsCausedAndWhatIsPending()
    {
        InstallPreReceive();
        site.Commit(Servers, Valid("dp-1"), "Begin");
        Assert.Equal(0, Push("main").ExitCode);
        site.Settings($$"""{ "state": { "branch": "reconciler-state", "remote": "file://{{Bare}}" } }""");
        (await site.SyncAsync()).EnsureSuccess();
        Assert.NotEqual("", Tip("reconciler-state"));

        site.Commit(Servers, Valid("dp-1", "dp-2"), "Add dp-2");
        var push = Push("main");

        Assert.Equal(0, push.ExitCode);
        Assert.Contains("Recorded state of ", push.StandardError, StringComparison.Ordinal);
        Assert.Contains("1 to place", push.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void Push_OfABranchThatIsNotNamed_OrADeletion_IsNotLookedAt()
    {
        InstallPreReceive();
        Bared("config", "--add", "reconciler.branch", "main");
        Bared("config", "--add", "reconciler.branch", "release/*");
        site.Commit("readme.yaml", "pages: [", "No configuration");

        Assert.Equal(0, Push("main:refs/heads/pages").ExitCode);
        Assert.Equal(0, Push("main:refs/tags/v1").ExitCode);
        Assert.Equal(0, Push(":refs/heads/pages").ExitCode);
        Assert.NotEqual(0, Push("main:refs/heads/release/1").ExitCode);
    }

    private static string Valid(params string[] servers) => string.Join("---\n", [.. servers.Select(Server),
        "apiVersion: reconciler/v1\nkind: Package\nmetadata:\n  name: viewer\nspec:\n  source:\n    path: packages/viewer\n"]);

    private static string Server(string name) => $"apiVersion: reconciler/v1\nkind: DistributionServer\nmetadata:\n  name: {name}\nspec:\n  default: true\n  address: {name}\n";

    private void Stage(string file, string text)
    {
        Repository.Write(file, text);
        Repository.Git("add", ".");
    }

    private void InstallPreCommit()
    {
        Copy("pre-commit", Path.Combine(Repository.Path, ".git"));
        Repository.Git("config", "reconciler.command", SiteServer.Program);
    }

    private void InstallPreReceive()
    {
        new ProcessRun("git", "init", "--quiet", "--bare", "--template=", "--initial-branch=main", Bare).Run().EnsureSuccess();
        Copy("pre-receive", Bare);
        Bared("config", "reconciler.command", SiteServer.Program);
    }

    private static void Copy(string hook, string gitDirectory)
    {
        var hooks = Directory.CreateDirectory(Path.Combine(gitDirectory, "hooks")).FullName;
        File.Copy(Path.Combine(SourceTree.Scripts, "hooks", hook), Path.Combine(hooks, hook));
    }

    private ProcessResult Push(params string[] refs) => Git(["push", Bare, .. refs]);

    private string Tip(string branch) => Bared("rev-parse", $"refs/heads/{branch}");

    private string Objects() => Bared("count-objects", "-v");

    private string Bared(params string[] arguments) => (Command("git", ["--git-dir", Bare, .. arguments]).Run().EnsureSuccess()).StandardOutput.TrimEnd('\n');

    private ProcessResult Git(params string[] arguments) => Command("git", arguments).Run();

    private ProcessRun Command(string program, string[] arguments) => new(program, arguments)
    {
        WorkingDirectory = Repository.Path,
        Variables = new Dictionary<string, string?>(site.Variables)
        {
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_AUTHOR_NAME"] = "Ada Author",
            ["GIT_AUTHOR_EMAIL"] = "ada@example.com",
            ["GIT_COMMITTER_NAME"] = "Ada Author",
            ["GIT_COMMITTER_EMAIL"] = "ada@example.com",
        },
    };
}

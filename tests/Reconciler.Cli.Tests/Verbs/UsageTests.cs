using Reconciler.Cli.Calls;
using Reconciler.Cli.Verbs;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class UsageTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData("snyc", "there is no verb 'snyc'; did you mean 'sync'?")]
    [InlineData("plan --worktre", "reconciler plan has no option '--worktre'; did you mean '--worktree'?")]
    [InlineData("plan --stat=/x", "reconciler plan has no option '--stat'; did you mean '--state'?")]
    [InlineData("--repo . plan", "--repo stands before the verb; write it behind: 'reconciler plan --repo …'")]
    [InlineData("plan this", "reconciler plan takes no further argument 'this'")]
    [InlineData("sync --worktree", "sync carries out commits only")]
    [InlineData("plan --repo https://anna:secret@git.example.com/estate.git", "https://git.example.com/estate.git was given with a user, password or token, which others can read there; leave it out")]
    [InlineData("plan --repo anna:secret@git.example.com/estate.git", "git.example.com/estate.git was given with a user, password or token")]
    [InlineData("plan --repo https://git.example.com/estate.git?token=secret", "https://git.example.com/estate.git was given with a user, password or token")]
    [InlineData("plan --repo git://git.example.com/estate.git", "'git://git.example.com/estate.git' cannot be a repository: 'git:' shows neither who answers nor that nothing was changed on the way, so that https or ssh is needed")]
    [InlineData("fmt --repo https://git.example.com/estate.git", "https://git.example.com/estate.git is a URL, and this is about files on this machine; clone it")]
    [InlineData("plan --repo nowhere", "There is no directory <repository>/nowhere")]
    [InlineData("plan --repo /", "is a Git repository; run 'git init' there, or name another one")]
    [InlineData("plan --path nowhere", "there is no directory 'nowhere' in <repository> at")]
    [InlineData("plan --revision mian", "has no branch, tag or commit 'mian'; did you mean 'main'?")]
    [InlineData("plan --config nowhere.json", "there is no settings file <repository>/nowhere.json (--config)")]
    public async Task Call_ThatCannotBeUnderstood_SaysWhatToType(string arguments, string expected)
    {
        cli.CommitExample("starter");

        var result = await cli.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
    }

    [Fact]
    public async Task Plan_OfARepositoryWithoutACommit_SaysSo()
    {
        var result = await cli.RunAsync("plan");

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains("has no commit yet on main", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Allowance_ThatIsNoPattern_IsRefusedAtOnce()
    {
        cli.CommitExample("starter");
        var option = await cli.RunAsync("plan", "--allow-root", "/srv/[a-c");
        cli.WriteSettings("""{ "allow": { "sources": ["/mnt/builds", "https://builds.example.com/["] } }""");
        var setting = await cli.RunAsync("plan");

        Assert.Equal((ExitCode.Error, ExitCode.Error), (option.ExitCode, setting.ExitCode));
        Assert.Contains("--allow-root '/srv/[a-c' is neither a place nor a pattern: ", option.Error, StringComparison.Ordinal);
        Assert.Contains("allow.sources has 'https://builds.example.com/[', which is neither a place nor a pattern: ", setting.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "git": { "credentails": "x" } }""", "unknown setting 'git.credentails'; known are: git.allowedSigners, git.allowRewind")]
    [InlineData("""{ "git": { "credentials": "estat" }, "credentials": { "estate": {} } }""", "git.credentials is 'estat', which credentials does not have; did you mean 'estate'?")]
    [InlineData("""{ "credentials": { "estate": { "git": { "token": "secret" } } } }""", "credentials.estate.git.token would keep a secret in the settings; write it into a file of its own, and name that in tokenFile")]
    [InlineData("""{ "credentials": { "estate": { "git": { "user": "anna" } } } }""", "credentials.estate.git has no secret; add tokenFile")]
    [InlineData("""{ "credentials": { "estate": { "git": { "tokenFile": "a", "passwordFile": "b" } } } }""", "credentials.estate.git has two secrets; leave one")]
    [InlineData("""{ "credentials": { "b": { "s3": { "accessKeyIdVariable": "A" } } } }""", "credentials.b.s3 needs both an accessKeyId and a secretAccessKey; add secretAccessKeyFile or secretAccessKeyVariable")]
    [InlineData("""{ "credentials": { "b": { "s3": { "secretAccessKey": "x" } } } }""", "credentials.b.s3.secretAccessKey would keep a secret in the settings")]
    [InlineData("""{ "credentials": { "b": { "s3": { "sessionTokenVariable": "T" } } } }""", "credentials.b.s3 has a sessionToken without the keys that it belongs to")]
    [InlineData("""{ "credentials": { "b": { "s3": { "accessKeyIdVariable": "A", "secretAccessKeyVariable": "B", "profile": "p" } } } }""", "credentials.b.s3 has keys and a profile; leave one")]
    [InlineData("""{ "credentials": { "b": { "s3": { "endpoint": "s3.example.com" } } } }""", "credentials.b.s3.endpoint is no address of an S3; write it as https://s3.example.com:9000")]
    [InlineData("""{ "credentials": { "b": { "s3": { "pathStyle": "yes" } } } }""", "credentials.b.s3.pathStyle must be true or false")]
    [InlineData("""{ "credentials": { "estate": { "ssh": { "keyFile": "/k" } } } }""", "credentials.estate.ssh needs both keyFile and knownHosts")]
    [InlineData("""{ "credentials": { "estate": { "ssh": { "keyFile": "/k -oProxyCommand=id" } } } }""", "credentials.estate.ssh.keyFile is '/k -oProxyCommand=id': a path for ssh has letters")]
    [InlineData("""{ "credentials": { "tools": { "for": ["https://*/tools/**"], "git": { "tokenFile": "t" } } } }""", "credentials.tools.for has 'https://*/tools/**', and which host a login goes to must not depend on a pattern; name each host")]
    [InlineData("""{ "credentials": { "tools": { "for": ["https://*.example.com"], "git": { "tokenFile": "t" } } } }""", "credentials.tools.for has 'https://*.example.com', and which host a login goes to must not depend on a pattern; name each host")]
    [InlineData("""{ "credentials": { "tools": { "for": ["https://git.example.com:*"], "git": { "tokenFile": "t" } } } }""", "credentials.tools.for has 'https://git.example.com:*', and which host")]
    [InlineData("""{ "credentials": { "tools": { "for": ["https://anna@*/tools"], "git": { "tokenFile": "t" } } } }""", "credentials.tools.for has 'https://anna@*/tools', and which host")]
    [InlineData("""{ "credentials": { "tools": { "for": ["**"], "git": { "tokenFile": "t" } } } }""", "credentials.tools.for has '**', which names no host; write it as https://git.example.com/team/** or ssh://git.example.com")]
    [InlineData("""{ "credentials": { "tools": { "for": ["/srv/tools"], "git": { "tokenFile": "t" } } } }""", "credentials.tools.for has '/srv/tools', which names no host")]
    [InlineData("""{ "credentials": { "tools": { "url": { "tokenFile": "t" } } } }""", "credentials.tools.url is shown to nobody; say in credentials.tools.for which URLs it is for")]
    [InlineData("""{ "credentials": { "tools": { "fro": [] } } }""", "unknown setting 'credentials.tools.fro'; known are: for, git, s3, ssh, url")]
    [InlineData("""{ "git": { "answerWithin": "soon" } }""", "git.answerWithin is 'soon'; write a duration from 1s to 1d")]
    [InlineData("""{ "git": { "verify": "head", "keyring": "k", "revokedSigners": "r" } }""", "git.revokedSigners takes keys away from those of git.allowedSigners, and there are none; name both")]
    [InlineData("""{ "git": { "proxy": "http://anna:secret@proxy:3128" } }""", "git.proxy has a user or password in it")]
    [InlineData("""{ "git": { "verify": "all" } }""", "git.verify is 'all'; write \"head\" or \"all-since-last\"")]
    [InlineData("""{ "git": { "verify": "head" } }""", "git.verify wants signatures, and nothing says whose")]
    [InlineData("""{ "git": { "keyring": "k" } }""", "git.keyring and git.allowedSigners say who may sign, and nothing says what must be signed")]
    [InlineData("""{ "git": { "allowRewind": "yes" } }""", "git.allowRewind is true or false")]
    public async Task SettingOfGit_ThatCannotBe_IsRefusedAtOnce(string settings, string expected)
    {
        cli.CommitExample("starter");
        cli.WriteSettings(settings);

        var result = await cli.RunAsync("plan");
        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains($"reconciler.json: {expected}", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret@", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_NamesThePlace_AndOptionsAreStronger()
    {
        cli.CommitExample("starter");
        cli.Variables["RECONCILER_STATE"] = cli.Beside("by-environment");
        cli.WriteSettings("""{ "state": "by-settings", "path": "reconciler" }""");

        await cli.RunAsync("sync");
        await cli.RunAsync("sync", "--state", cli.Beside("by-option"));
        cli.Variables.Remove("RECONCILER_STATE");
        await cli.RunAsync("sync");
        cli.Variables["RECONCILER_PATH"] = "nowhere";
        var misled = await cli.RunAsync("plan");

        Assert.All(["by-environment", "by-option", "by-settings"], name => Assert.True(File.Exists(cli.Beside($"{name}/estate.json")), name));
        Assert.Contains("there is no directory 'nowhere'", misled.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "contains the state directory")]
    [InlineData("content", "lies in the state directory")]
    [InlineData("roots", "lies in the state directory")]
    [InlineData("roots/dp-1", "as 'dp-1' has")]
    public async Task Address_ThatMeetsTheState_IsAnErrorAtItsLine(string below, string expected)
    {
        cli.CommitExample("starter");
        cli.Repository.Write("reconciler/other.yaml", $$"""
            apiVersion: reconciler/v1
            kind: DistributionServer
            metadata: { name: dp-2 }
            spec:
              address: {{Path.Combine(cli.State, below)}}
            """);
        cli.Repository.Commit("Add a server");

        var result = await cli.RunAsync("validate");

        Assert.Equal(ExitCode.Invalid, result.ExitCode);
        Assert.Contains("reconciler/other.yaml:5:", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_ThatLeadsToTheStateByALink_IsForeignAndNeverWrittenTo()
    {
        cli.CommitExample("starter");
        await cli.SyncAsync();
        var content = Path.Combine(cli.State, "content");
        File.CreateSymbolicLink(cli.Beside("srv"), content);
        cli.Repository.Write("reconciler/other.yaml", EndToEnd.SiteServer.Servers($"dp-2={cli.Beside("srv")}"));
        cli.Repository.Commit("Add a server");
        var before = Directory.GetFileSystemEntries(content);

        var result = await cli.RunAsync("sync", "--allow-root", cli.Beside("srv"));

        Assert.Equal(ExitCode.NotConverged, result.ExitCode);
        Assert.Contains("foreign: the root '<home>/srv' leads to <state>/content, which lies in the state directory <state>", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(content));
    }

    [Fact]
    public async Task Address_OfADirectoryOfItsOwnBelowRoots_IsValid()
    {
        cli.CommitExample("starter");
        cli.CommitEdit("reconciler/servers.yaml", "address: dp-1 ", $"address: {cli.Root("dp-9")} ", "Spell it out");

        Assert.Equal(ExitCode.Done, (await cli.RunAsync("validate")).ExitCode);
    }

    [Fact]
    public async Task Help_OfEveryVerb_HasAnExampleAndTheExitCodes()
    {
        foreach (var verb in CommandLine.Verbs)
        {
            var help = await cli.RunAsync(verb.Name, "--help");

            Assert.Contains($"Example:\n  reconciler {verb.Name}", help.Out, StringComparison.Ordinal);
            Assert.EndsWith("  130  cancelled\n", help.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Help_OfTheProgram_IsFrozen() => await Verify((await cli.RunAsync()).Out.Replace("Reconciler.Cli.Tests", "reconciler", StringComparison.Ordinal));
}

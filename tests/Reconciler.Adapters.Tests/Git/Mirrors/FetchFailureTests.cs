using System.Net;
using System.Text;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Adapters.Processes;
using Reconciler.Core.Resources;
using Reconciler.Testing;
using static Reconciler.Adapters.Tests.Git.Mirrors.MirrorFixture;

namespace Reconciler.Adapters.Tests.Git.Mirrors;

/// <summary>Each refusal, from the real thing, in the words that users read.</summary>
public sealed class FetchFailureTests : IDisposable
{
    private readonly MirrorFixture given = new();
    private readonly StringBuilder said = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public async Task Path_EachFailure_SaysWhatItWas()
    {
        await SayAsync("wrong path", given.Mirror("/srv/nowhere/viewer.git"));
        await SayAsync("no repository", given.Mirror(given.Served));

        given.FirstCommit();
        var mirror = given.Mirror();
        await FetchAsync(mirror);
        Directory.Move(given.Remote.Path, $"{given.Remote.Path}-away");
        await SayAsync("removed", mirror);
        await Verify(said.ToString());
    }

    [Fact]
    public async Task Http_EachFailure_SaysWhatItWas()
    {
        using var http = new GitHttpServer(given.Served);
        given.FirstCommit();
        var mirror = given.Mirror(http.Url("viewer/.git"));
        await SayAsync("wrong path", given.Mirror(http.Url("other.git")));
        foreach (var refusal in (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.InternalServerError])
        {
            http.Refusal = refusal;
            await SayAsync(refusal.ToString(), mirror);
        }

        http.Refusal = null;
        await FetchAsync(mirror);
        http.Refusal = HttpStatusCode.NotFound;
        await SayAsync("removed", mirror);
        await SayAsync("no host", given.Mirror("https://git.invalid/viewer.git"));
        http.Dispose();
        await SayAsync("nobody listens", mirror);
        await Verify(said.Replace(http.Port.ToString(), "<port>").ToString());
    }

    [Fact]
    public async Task Ssh_EachFailure_SaysWhatItWas()
    {
        using var ssh = new SshServer();
        given.FirstCommit();
        given.SshCommand = ssh.Command();
        await SayAsync("wrong path", given.Mirror(ssh.Url("/srv/nowhere.git")));
        given.SshCommand = ssh.Command("stranger");
        await SayAsync("refused login", given.Mirror(ssh.Url(given.Remote.Path)));
        given.SshCommand = ssh.Command();
        ssh.ForgetHostKey();
        await SayAsync("unknown host key", given.Mirror(ssh.Url(given.Remote.Path)));
        ssh.ExpectAnotherHostKey();
        await SayAsync("changed host key", given.Mirror(ssh.Url(given.Remote.Path)));
        await SayAsync("no host", given.Mirror("git@git.invalid:team/viewer.git"));
        given.SshCommand = "/nowhere/ssh";
        await SayAsync("no ssh", given.Mirror(ssh.Url(given.Remote.Path)));
        given.SshCommand = ssh.Command();
        ssh.Stop();
        await SayAsync("nobody listens", given.Mirror(ssh.Url(given.Remote.Path)));
        await Verify(said.Replace(ssh.Port.ToString(), "<port>").Replace($"{Environment.UserName}@", "<user>@").Replace($"'{Environment.UserName}'", "<user>").ToString());
    }

    [Fact]
    public async Task Program_ThatIsNotThere_IsSaid()
    {
        var mirror = new GitMirrors(given.Mirrors, new("/nowhere/reconciler", null), given.Limits, TimeProvider.System).Of(given.Mirror().Url);

        Assert.Contains("'/nowhere/reconciler __fetch' cannot be started", await given.FailureAsync(mirror));
    }

    [Fact]
    public void Of_TextOfTheRemote_DoesNothingToATerminalAndIsBounded()
    {
        Assert.True(GitUrl.TryParse("ssh://git@host/viewer.git", out var url, out _));
        var text = new FetchFailureText(url, wasFetched: false, RemoteAccess.Usual).Of(new(FetchFailureKind.Refused, "refused", "\u001b[31mred\u202e\r\n" + new string('x', 20)));

        Assert.Equal("ssh://git@host/viewer.git cannot be fetched: refused ([31mred? xxxxxxxxxxxxxxxxxxxx); see whether 'git ls-remote ssh://git@host/viewer.git' works here", text);
    }

    [Fact]
    public async Task ErrorTail_OfALongText_IsItsEnd()
    {
        var tail = await ErrorTail.ReadAsync(new StringReader(new string('x', 1_000_000) + "end"));

        Assert.Equal(ErrorTail.MaxLength, tail.Length);
        Assert.EndsWith("end", tail);
    }

    private async Task SayAsync(string situation, GitMirror mirror) => said.Append($"{situation}: {await given.FailureAsync(mirror)}\n");
}

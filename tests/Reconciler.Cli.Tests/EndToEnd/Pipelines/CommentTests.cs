using Reconciler.Testing;
using Reconciler.Testing.Web;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>One comment on a pull request, whatever happens: <c>comment.sh</c>, run by bash against each host's API on loopback.</summary>
public sealed class CommentTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public static TheoryData<string> Hosts => ["github", "gitlab", "azure-devops", "bitbucket"];

    public void Dispose() => directory.Dispose();

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task FirstRun_MakesAComment_AndTheNextEditIt(string host)
    {
        using var api = new CommentsApi(host);
        var run = new CommentRun(api, directory);

        var first = (await run.PostAsync("one")).EnsureSuccess();
        var posted = Assert.Single(api.Comments);
        Assert.StartsWith(CommentRun.Marker + "\n", posted.Text, StringComparison.Ordinal);
        Assert.EndsWith("\none\n", posted.Text, StringComparison.Ordinal);
        var second = (await run.PostAsync("`two` \"quoted\" \\ $(id) é 📦")).EnsureSuccess();

        Assert.EndsWith("\n`two` \"quoted\" \\ $(id) é 📦\n", Assert.Single(api.Comments).Text, StringComparison.Ordinal);
        Assert.Equal(1, posted.Edits);
        Assert.Equal(("Made a comment with the plan.\n", "Edited the comment with the plan.\n"), (first.StandardOutput, second.StandardOutput));
        Assert.Empty(api.Unknown);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task CommentOfSomebodyElse_WithTheMarker_IsLeftAlone(string host)
    {
        using var api = new CommentsApi(host);
        var foreign = api.Post("17", CommentRun.Marker + "\nmine");

        (await new CommentRun(api, directory).PostAsync("plan")).EnsureSuccess();

        Assert.Equal(CommentRun.Marker + "\nmine", foreign.Text);
        Assert.Equal(2, api.Comments.Count);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task CommentOfOurs_ThatOnlyQuotesTheMarker_IsLeftAlone(string host)
    {
        using var api = new CommentsApi(host);
        var other = api.Post(api.Dialect.Me, $"> {CommentRun.Marker}\n\nwell said");

        (await new CommentRun(api, directory).PostAsync("plan")).EnsureSuccess();

        Assert.Equal(0, other.Edits);
        Assert.Equal(2, api.Comments.Count);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Comment_BehindHundredsOfOthers_IsFound(string host)
    {
        using var api = new CommentsApi(host);
        for (var i = 0; i < 250; i++)
            api.Post("17", $"{i}");
        var ours = api.Post(api.Dialect.Me, CommentRun.Marker + "\r\nold");

        (await new CommentRun(api, directory).PostAsync("new")).EnsureSuccess();

        Assert.Equal(1, ours.Edits);
        Assert.Equal(251, api.Comments.Count);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task ExactlyAPageOfComments_IsNoEnd(string host)
    {
        using var api = new CommentsApi(host);
        for (var i = 0; i < 100; i++)
            api.Post("17", $"{i}");

        (await new CommentRun(api, directory).PostAsync("new")).EnsureSuccess();
        (await new CommentRun(api, directory).PostAsync("newer")).EnsureSuccess();

        Assert.Equal((101, 1), (api.Comments.Count, api.Comments[^1].Edits));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task DeletedComment_IsMadeAnew(string host)
    {
        using var api = new CommentsApi(host);
        var run = new CommentRun(api, directory);
        (await run.PostAsync("one")).EnsureSuccess();

        api.Comments.Clear();
        (await run.PostAsync("two")).EnsureSuccess();

        Assert.EndsWith("\ntwo\n", Assert.Single(api.Comments).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task CommentThatIsDeletedJustBeforeTheEdit_IsMadeAnew(string host)
    {
        using var api = new CommentsApi(host);
        var run = new CommentRun(api, directory);
        (await run.PostAsync("one")).EnsureSuccess();

        api.BeforeNextChange = api.Comments.Clear;
        (await run.PostAsync("two")).EnsureSuccess();

        Assert.EndsWith("\ntwo\n", Assert.Single(api.Comments).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task CommentWhoseAnswerWasLost_IsNotPostedTwice(string host)
    {
        using var api = new CommentsApi(host);
        api.SpoilNextChange(_ => new(502, []));
        api.SpoilNextChange(answer => answer with { CutAfter = 0 });
        api.SpoilNextChange(_ => new(429, []) { Headers = new() { ["Retry-After"] = "0" } });

        (await new CommentRun(api, directory).PostAsync("plan")).EnsureSuccess();

        Assert.Single(api.Comments);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task HostThatStaysBusy_IsAnErrorAfterFiveTries(string host)
    {
        using var api = new CommentsApi(host);
        for (var i = 0; i < 5; i++)
            api.SpoilNextChange(_ => new(503, "{\"message\":\"maintenance\\n::set-output\"}"u8.ToArray()));

        var result = await new CommentRun(api, directory).PostAsync("plan");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the host refuses the comment (503: maintenance", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("\n::set-output", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task TokenThatMayOnlyRead_IsAWarning(string host)
    {
        using var api = new CommentsApi(host) { IsReadOnly = true };

        var result = (await new CommentRun(api, directory).PostAsync("plan")).EnsureSuccess();

        Assert.Contains("the host lets this token write no comment (403: Resource not accessible by integration): ", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
        Assert.Empty(api.Comments);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task WrongToken_IsAnError(string host)
    {
        using var api = new CommentsApi(host);

        var result = await new CommentRun(api, directory) { Token = "expired" }.PostAsync("plan");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the host does not take the token in RECONCILER_COMMENT_TOKEN (401); see whether it has run out", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task NoToken_IsANotice(string? token)
    {
        using var api = new CommentsApi("github");

        var result = (await new CommentRun(api, directory) { Token = token }.PostAsync("plan")).EnsureSuccess();

        Assert.Equal("::notice title=Reconciler::there is no token in RECONCILER_COMMENT_TOKEN: no comment\n", result.StandardOutput);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task NoPullRequest_IsANotice()
    {
        using var api = new CommentsApi("github");

        var result = (await new CommentRun(api, directory) { Variables = { ["PULL_REQUEST"] = "" } }.PostAsync("plan")).EnsureSuccess();

        Assert.Equal("::notice title=Reconciler::this is no run for a pull request: no comment\n", result.StandardOutput);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task TooManyRequests_OnGitHub_AreWaitedFor()
    {
        using var api = new CommentsApi("github");
        api.SpoilNextChange(_ => new(403, []) { Headers = new() { ["x-ratelimit-remaining"] = "0" } });

        (await new CommentRun(api, directory).PostAsync("plan")).EnsureSuccess();

        Assert.Equal(1, Assert.Single(api.Comments).Edits);
    }

    [Fact]
    public async Task CommentsOfSeveralEstates_AreToldApartByName()
    {
        using var api = new CommentsApi("github");
        foreach (var text in (string[])["one", "two"])
        {
            (await new CommentRun(api, directory).PostAsync($"plain {text}")).EnsureSuccess();
            (await new CommentRun(api, directory) { Name = "emea" }.PostAsync($"emea {text}")).EnsureSuccess();
            (await new CommentRun(api, directory) { Name = "emea-2" }.PostAsync($"emea-2 {text}")).EnsureSuccess();
        }

        Assert.Equal(3, api.Comments.Count);
        Assert.Equal("[//]: # (reconciler plan: emea)\n\n**emea**\n\nemea two\n", api.Comments[1].Text);
        Assert.All(api.Comments, comment => Assert.Equal(1, comment.Edits));
    }

    [Fact]
    public async Task ReportAtTheLimit_WithANameOfAnyLength_StaysWithinIt()
    {
        using var api = new CommentsApi("bitbucket");
        var report = $"{CommentRun.Marker}\n[//]: # (hash {new string('0', 64)})\n\n";
        report = report.PadRight(32_768, 'x');

        (await new CommentRun(api, directory) { Name = new('n', 32) }.PostReportAsync(report)).EnsureSuccess();

        Assert.InRange(Assert.Single(api.Comments).Text.Length, 32_700, 32_768);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a) [x](y")]
    [InlineData("-x")]
    public async Task NameThatCannotStandInAMarker_IsRefused(string name)
    {
        using var api = new CommentsApi("github");

        var result = await new CommentRun(api, directory) { Name = name }.PostAsync("plan");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("write up to 32 letters, digits, dots, underscores and hyphens", result.StandardOutput, StringComparison.Ordinal);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task ApiWithoutEncryption_GetsNoToken()
    {
        using var api = new CommentsApi("gitlab");

        var result = await new CommentRun(api, directory) { Variables = { ["CI_API_V4_URL"] = "http://git.example.com/api/v4" } }.PostAsync("plan");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the API is at http://git.example.com/api/v4/user, and the token would go there for all to read; use https", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_GetsNoToken()
    {
        using var api = new CommentsApi("github");
        using var elsewhere = new WebServer();
        api.SpoilNextChange(_ => WebAnswer.Redirect(307, elsewhere.Url("repos/acme/estate/issues/7/comments").ToString()));

        var result = await new CommentRun(api, directory).PostAsync("plan");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(elsewhere.Requests);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A Git host tells a running loop of a push.</summary>
public sealed class HookTests : IDisposable
{
    private const string Secret = "6c1e0b7f-canary";

    private readonly SiteServer site = new();
    private readonly HttpClient client = new();

    public HookTests()
    {
        Publish("1");
        File.WriteAllText(Path.Combine(site.Sandbox, "hook.secret"), Secret + "\n");
        site.Settings("""{ "http": { "hooks": { "hub": { "kind": "github", "secretFile": "hook.secret" } } } }""");
    }

    [Fact]
    public async Task Hook_OfAPushToTheFollowedBranch_IsFollowedAtOnce()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync("converged");

        Publish("2");
        using var answer = await SendAsync(loop, Push("main"), Secret);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await loop.UntilAsync(() => File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "viewer", "version.txt")) == "2", "version 2");
        Assert.DoesNotContain(Secret, loop.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hook_OfAnotherBranchOrEvent_ChangesNothing()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site, "--interval", "1h");

        using var elsewhere = await SendAsync(loop, Push("other"), Secret);
        using var ping = await SendAsync(loop, "{}", Secret, "ping");

        Assert.Equal("the default branch is followed, and was not pushed: nothing to do\n", await TextAsync(elsewhere));
        Assert.Equal("the signature is right, and this is no push: nothing to do\n", await TextAsync(ping));
    }

    [Fact]
    public async Task Hook_WithAnotherSecret_IsRefusedAndSaidOnce()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site, "--interval", "1h");

        for (var i = 0; i < 5; i++)
        {
            using var answer = await SendAsync(loop, Push("main"), "guess");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        const string Said = "warning: /hooks/hub: X-Hub-Signature-256 does not fit the body and the secret; give the hook the same secret there and here";
        await loop.UntilItSaysAsync(Said);
        Assert.Single(loop.Output.Split('\n'), line => line.Contains(Said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hook_ThatIsTooLargeOrNotNamed_IsRefused()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site, "--interval", "1h");

        using var large = await SendAsync(loop, new string(' ', (4 << 20) + 1), Secret);
        using var nobody = await client.PostAsync(new Uri(loop.Address, "/hooks/nobody"), null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Hook_WhoseBodyDoesNotCome_IsLeft()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site, "--interval", "1h");
        using var connection = new TcpClient(loop.Address.Host, loop.Address.Port);
        await connection.GetStream().WriteAsync("POST /hooks/hub HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        using var reader = new StreamReader(connection.GetStream());
        Assert.Equal("HTTP/1.1 408 Request Timeout", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Hook_WhoseSecretIsGone_SaysWhereItShouldBe()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site, "--interval", "1h");
        File.WriteAllText(Path.Combine(site.Sandbox, "hook.secret"), "");

        using var answer = await SendAsync(loop, Push("main"), Secret);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await loop.UntilItSaysAsync($"warning: /hooks/hub: the secret of http.hooks.hub is empty; write it into {Path.Combine(site.Sandbox, "hook.secret")}");
    }

    [Fact]
    public async Task Hook_ManyAtOnce_AreAnsweredOrToldToWait()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site, "--interval", "1h");

        var codes = await Task.WhenAll(Enumerable.Range(0, 150).Select(async _ =>
        {
            using var answer = await SendAsync(loop, Push("main"), Secret);
            return answer.StatusCode;
        }));

        Assert.All(codes, code => Assert.True(code is HttpStatusCode.Accepted or HttpStatusCode.TooManyRequests, $"{code}"));
        Assert.Contains(HttpStatusCode.Accepted, codes);
        Assert.Contains(HttpStatusCode.TooManyRequests, codes);
    }

    [Theory]
    [InlineData("""{ "hub": { "kind": "git", "secretFile": "x" } }""", "http.hooks.hub.kind is 'git'; write one of bitbucket, forgejo, generic, gitea, github, gitlab")]
    [InlineData("""{ "hub": { "secretFile": "x" } }""", "http.hooks.hub.kind is missing; write one of ")]
    [InlineData("""{ "hub": { "kind": "github" } }""", "http.hooks.hub has no secret; add secretFile or secretVariable")]
    [InlineData("""{ "hub": { "kind": "github", "secret": "s" } }""", "http.hooks.hub.secret would keep a secret in the settings; write it into a file of its own, and name that in secretFile")]
    [InlineData("""{ "hub": { "kind": "github", "secretFile": "a", "secretVariable": "B" } }""", "http.hooks.hub has secretFile and secretVariable; leave one")]
    [InlineData("""{ "a/b": { "kind": "github", "secretFile": "a" } }""", "http.hooks has the name 'a/b', which stands in an address; write letters, digits, hyphens and underscores")]
    public async Task Settings_ThatCannotBe_AreRefused(string hooks, string problem)
    {
        site.Settings($$"""{ "http": { "hooks": {{hooks}} } }""");

        var result = await site.RunAsync("run", "--listen", "127.0.0.1:0");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(problem, result.StandardError, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        client.Dispose();
        site.Dispose();
    }

    private static string Push(string branch) => $$"""{ "ref": "refs/heads/{{branch}}", "repository": { "default_branch": "main" } }""";

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<HttpResponseMessage> SendAsync(RunningLoop loop, string body, string secret, string what = "push")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(loop.Address, "/hooks/hub")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true;
        request.Headers.Add("X-GitHub-Event", what);
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private void Publish(string version)
    {
        site.Repository.Write("packages/viewer/version.txt", version);
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"), $"Version {version}");
    }
}

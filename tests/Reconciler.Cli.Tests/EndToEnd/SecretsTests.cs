using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Reconciler.Testing;
using Reconciler.Testing.Web;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A secret in every place that one can come from, and nothing that anybody reads may show one of them: no format, no log, no record, no plan.</summary>
public sealed class SecretsTests : IDisposable
{
    private static readonly string[] formats = ["text", "json", "markdown", "html", "github", "sarif"];
    private static readonly string[] extensions = ["txt", "json", "md", "html", "sarif"];

    private static readonly string[][] others =
    [
        ["plan", .. extensions.SelectMany(extension => new[] { "--report", $"reports/plan.{extension}" }), "--save", "reports/saved.json", "--all"],
        ["validate"], ["validate", "-o", "json"], ["validate", "-o", "sarif"], ["status"], ["status", "-o", "json"], ["list", "packages", "-o", "json"], ["list", "servers"], ["list", "holds"],
        ["show", "package", "tool", "-o", "json"], ["show", "server", "dp-1", "-o", "json"], ["why", "dp-1", "viewer"], ["history", "-o", "json"], ["events"], ["notify"],
        ["sync"], ["verify", "-o", "json"], ["refresh", "viewer", "--source"], ["targets", "viewer"],
    ];

    private readonly SiteServer site = new();
    private readonly PlantedSecrets secrets;
    private readonly GitRepository tools;
    private readonly GitHttpServer estateHost;
    private readonly GitHttpServer toolsHost;
    private readonly WebServer web;
    private readonly WebServer receivers = new() { Answer = _ => new(200, "ok"u8.ToArray()) };

    public SecretsTests()
    {
        secrets = new(site);
        tools = new(site.MakeDirectory("served/tools"));
        tools.Write("tool.txt", "tool 1\n");
        tools.Commit("Begin");
        estateHost = new(site.Sandbox) { Login = $"reader:{secrets.Words("estate-token")}" };
        toolsHost = new(site.Place("served")) { Login = $"reader:{secrets.Words("tools-password")}" };
        web = new() { Answer = request => request.Headers.GetValueOrDefault("Authorization") == $"Bearer {secrets.Words("web-token")}" ? new(200, "viewer 1\n"u8.ToArray()) : new(401, []) };
        site.Extra["https_proxy"] = $"http://anna:{secrets.Words("proxy-password")}@127.0.0.1:9";
        site.Extra["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        site.MakeDirectory("reports");
        Publish("1");
    }

    [Fact]
    public async Task Everything_ThatAnybodyReads_ShowsNoSecret()
    {
        await SettingsAsync();
        var token = secrets.Words("api-token");
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1s", "--listen", "127.0.0.1:0");
        await loop.UntilItSaysAsync(": converged, ");
        secrets.LookAtProcesses();
        await AskTheApiAsync(loop.Address, token);
        site.Extra["RECONCILER_TOKEN"] = token;
        var remote = await PlanFromAsync(loop.Address);
        Assert.Equal(0, remote.ExitCode);
        secrets.LookIn("plan --state", remote);
        secrets.LookAtProcesses();
        await AskVerbsAsync([.. formats.Select(format => new[] { "plan", "-o", format }), .. formats.Select(format => new[] { "plan", "--base", "main", "-o", format }), .. others]);
        Assert.Equal(["plan.html", "plan.json", "plan.md", "plan.sarif", "plan.txt", "saved.json"], Directory.EnumerateFiles(site.Place("reports")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Publish("2", $$"""
            ---
            apiVersion: reconciler/v1
            kind: DistributionServer
            metadata: { name: dp-3 }
            spec: { address: "sftp://packages@127.0.0.1:9/srv", credentials: depot, default: true }

            """);
        await loop.UntilAsync(() => File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "hello", "version.txt")) == "2", "version 2");
        secrets.LookAtProcesses();
        await loop.EndAsync("TERM");
        secrets.LookIn("the log of run", loop.Output);

        // Whoever refuses a login says so in words of its own.
        estateHost.Login = toolsHost.Login = "reader:renewed";
        web.Answer = request => new(403, Encoding.UTF8.GetBytes($"no {request.Headers.GetValueOrDefault("Authorization")}"));
        receivers.Answer = request => new(500, Encoding.UTF8.GetBytes($"no {request.Target} {string.Join(' ', request.Headers.Values)}"));
        await AskVerbsAsync([["plan"], ["plan", "-o", "json"], ["validate", "-o", "sarif"], ["sync"], ["status"], ["events"], ["history"]]);
        secrets.LookIn("notify --test", await RunAsync("notify", "--test"));

        Assert.Equal(4, receivers.Requests.Select(request => request.Target.Split('/')[1]).Intersect(["chat", "in", "api", "metrics"]).Count());
        secrets.LookBelow(site.State);
        secrets.LookBelow(site.Home);
        secrets.LookBelow(site.Temporary);
        secrets.LookBelow(site.Place("reports"));
        foreach (var published in site.Repository.Git("ls-tree", "-r", "--name-only", "reconciler-state").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            secrets.LookIn($"reconciler-state:{published}", site.Repository.Git("show", $"reconciler-state:{published}"));
        Assert.Empty(secrets.Seen);
    }

    /// <summary>The check above can fail.</summary>
    [Fact]
    public void Seen_OfASecretInAFile_NamesBoth()
    {
        site.MakeDirectory("state");
        File.WriteAllText(site.Place("state/log"), $"error: {secrets.Words("estate-token")} is refused");

        secrets.LookBelow(site.State);

        Assert.Equal([$"estate-token in {site.Place("state/log")}"], secrets.Seen);
    }

    public void Dispose()
    {
        estateHost.Dispose();
        toolsHost.Dispose();
        web.Dispose();
        receivers.Dispose();
        tools.Dispose();
        site.Dispose();
    }

    private async Task AskVerbsAsync(string[][] questions)
    {
        foreach (var question in questions)
            secrets.LookIn(string.Join(' ', question), await RunAsync(question));
    }

    /// <summary>In the work tree nothing says which repository is meant: the settings do.</summary>
    private Task<ProcessResult> RunAsync(params string[] arguments) =>
        (site.Command(arguments) with { WorkingDirectory = site.Sandbox }).RunAsync(TestContext.Current.CancellationToken);

    private Task<ProcessResult> PlanFromAsync(Uri state) =>
        (site.Command() with { Arguments = ["plan", "-o", "json", "--state", state.ToString()], WorkingDirectory = site.Sandbox }).RunAsync(TestContext.Current.CancellationToken);

    private async Task AskTheApiAsync(Uri address, string token)
    {
        using var client = new HttpClient { BaseAddress = address };
        string[] paths = ["status", "packages", "packages/viewer", "servers", "servers/dp-1", "placements", "plan", "state", "events", "openapi.json"];
        foreach (var bearer in new[] { token, $"{token}x" })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            foreach (var path in paths.Select(path => $"api/v1/{path}").Append("metrics"))
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
                secrets.LookIn(path, $"{answer.Headers}{await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            }
        }

        using var hook = await client.PostAsync(new Uri("hooks/hub", UriKind.Relative), new StringContent("{}"), TestContext.Current.CancellationToken);
        secrets.LookIn("hooks/hub", await hook.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task SettingsAsync()
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secrets.Words("api-token"))));
        await File.WriteAllTextAsync(site.Place("slack-url"), $"{receivers.Url($"chat/{secrets.Words("slack-url")}")}\n", TestContext.Current.CancellationToken);
        site.Settings($$"""
            {
              "repo": "{{estateHost.Url("repository/.git")}}",
              "git": { "credentials": "estate" },
              "allow": { "sources": ["http://*:*/**"], "addresses": ["sftp://127.0.0.1:9/**"] },
              "state": { "branch": "reconciler-state", "remote": "file://{{site.Repository.Path}}", "every": "1s" },
              "credentials": {
                "estate": { "git": { "user": "reader", "tokenFile": "{{secrets.File("estate-token")}}" } },
                "tools": { "for": ["http://127.0.0.1:{{toolsHost.Port}}"], "git": { "user": "reader", "passwordVariable": "{{secrets.Variable("tools-password")}}" } },
                "depot": { "ssh": { "keyFile": "{{secrets.File("ssh-key", "-----BEGIN OPENSSH PRIVATE KEY-----\n")}}", "knownHosts": "/dev/null" } },
                "web": { "for": ["{{web.Url("")}}**"], "url": { "tokenFile": "{{secrets.File("web-token")}}" } }
              },
              "http": {
                "hooks": { "hub": { "kind": "github", "secretFile": "{{secrets.File("hook-secret")}}" } },
                "tokens": { "ci": { "role": "operate", "sha256": "{{key}}" } }
              },
              "otlp": { "endpoint": "{{receivers.Url("metrics")}}", "headersFile": "{{secrets.File("otlp-header", "authorization=Bearer ")}}" },
              "notify": {
                "atMostEvery": "0s",
                "receivers": {
                  "chat": { "kind": "slack", "urlFile": "{{site.Place("slack-url")}}" },
                  "inventory": { "kind": "webhook", "url": "{{receivers.Url("in")}}", "secretVariable": "{{secrets.Variable("notify-secret")}}" },
                  "commits": { "kind": "github", "api": "{{receivers.Url("api")}}", "repository": "acme/estate", "tokenFile": "{{secrets.File("status-token")}}" }
                }
              }
            }
            """);
    }

    private void Publish(string version, string more = "")
    {
        site.Repository.Write("packages/hello/version.txt", version);
        site.Commit("estate.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("hello") + $$"""
            ---
            apiVersion: reconciler/v1
            kind: Package
            metadata: { name: tool }
            spec: { version: "{{version}}", source: { git: { url: "{{toolsHost.Url("tools/.git")}}" } } }
            ---
            apiVersion: reconciler/v1
            kind: Package
            metadata: { name: viewer }
            spec: { version: "{{version}}", source: { url: "{{web.Url("viewer.txt")}}", sha256: {{Convert.ToHexStringLower(SHA256.HashData("viewer 1\n"u8))}} } }

            """ + more, $"Version {version}");
    }
}

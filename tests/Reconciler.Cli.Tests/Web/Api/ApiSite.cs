using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reconciler.Cli.Tests.EndToEnd;

namespace Reconciler.Cli.Tests.Web.Api;

/// <summary>A running loop whose API is asked over HTTP, with a token of each role.</summary>
internal sealed partial class ApiSite : IDisposable
{
    internal const string Reader = "rcn_reader";
    internal const string Operator = "rcn_operator";

    private readonly HttpClient client = new();

    private ApiSite(SiteServer server, RunningLoop loop) => (Server, Loop) = (server, loop);

    internal SiteServer Server { get; }

    internal RunningLoop Loop { get; }

    /// <summary>Three servers in London and Paris, of which one is suspended; and two packages, of which one is for London only.</summary>
    /// <param name="fromRemote">The repository is named by a URL, and mirrored.</param>
    internal static Task<ApiSite> StartAsync(bool fromRemote = false) => StartAsync(Fill, server => fromRemote ? ["--repo", $"file://{server.Repository.Path}"] : []);

    private static void Fill(SiteServer server)
    {
        server.Repository.Write("packages/viewer/version.txt", "1");
        server.Repository.Write("packages/tool/tool.txt", "tool");
        server.Commit("all.yaml", """
            apiVersion: reconciler/v1
            kind: Site
            metadata: { name: headquarters }
            ---
            apiVersion: reconciler/v1
            kind: Site
            metadata: { name: london }
            spec: { parent: headquarters }
            ---
            apiVersion: reconciler/v1
            kind: DistributionServer
            metadata: { name: dp-hq-1 }
            spec: { address: dp-hq-1, default: true }
            ---
            apiVersion: reconciler/v1
            kind: DistributionServer
            metadata: { name: dp-lon-1 }
            spec: { address: dp-lon-1, site: london, default: true }
            ---
            apiVersion: reconciler/v1
            kind: DistributionServer
            metadata: { name: dp-lon-2 }
            spec: { address: dp-lon-2, site: london, default: true, suspend: { reason: new disk, until: 2099-12-01 } }
            ---
            apiVersion: reconciler/v1
            kind: Package
            metadata: { name: tool }
            spec: { version: "7", source: { path: packages/tool }, distribute: { to: [all-servers], sites: [london] } }

            """ + SiteServer.Package("viewer", "version: \"3.1\""));
    }

    /// <summary>Returns when its first pass is over.</summary>
    internal static async Task<ApiSite> StartAsync(Action<SiteServer> fill, Func<SiteServer, string[]>? options = null)
    {
        var server = new SiteServer();
        fill(server);
        server.Settings($$"""
            { "http": { "tokens": {
                "grafana": { "role": "read", "sha256": "{{Hash(Reader)}}" },
                "deploy": { "role": "operate", "sha256": "{{Hash(Operator)}}", "expires": "2099-01-01" } } } }
            """);
        var loop = await RunningLoop.StartAnsweringAsync(server, ["--interval", "1h", .. options?.Invoke(server) ?? []]);
        await loop.UntilAsync(() => File.Exists(Path.Combine(server.State, "loop.json")), "a first pass");
        return new(server, loop);
    }

    /// <param name="address">Below <c>/api/v1</c>, or with it.</param>
    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? token = Reader, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Loop.Address, address.StartsWith("/api", StringComparison.Ordinal) ? address : $"/api/v1{address}")) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>The body of an answer that must be 200.</summary>
    internal async Task<string> GetAsync(string address)
    {
        using var answer = await SendAsync(HttpMethod.Get, address);
        var text = await TextAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {text}");
        return text;
    }

    internal async Task<JsonElement> JsonAsync(string address)
    {
        using var json = JsonDocument.Parse(await GetAsync(address));
        return json.RootElement.Clone();
    }

    /// <summary>Waits until it is done.</summary>
    internal async Task<(HttpStatusCode Status, string Body)> PostAsync(string address, string json, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(HttpMethod.Post, address, Operator, Json(json), [("Prefer", "wait=30"), .. headers]);
        return (answer.StatusCode, await TextAsync(answer));
    }

    internal static StringContent Json(string text) => new(text, new MediaTypeHeaderValue("application/json"));

    internal static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Without what differs from run to run.</summary>
    internal string Scrubbed(string text)
    {
        text = text.Replace(Server.State, "<state>", StringComparison.Ordinal);
        text = Times().Replace(text, "<time>");
        text = Minutes().Replace(text, "<time>");
        text = Ages().Replace(text, "<age>");
        text = Ids().Replace(text, "<id>");
        text = Sizes().Replace(text, "\"free\": {\n      \"value\": <free>");
        return Offsets().Replace(text, "since=<since>");
    }

    public void Dispose()
    {
        client.Dispose();
        Loop.Dispose();
        Server.Dispose();
    }

    internal static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    [GeneratedRegex("20[0-8][0-9]-[0-9-]{5}T[0-9:.]+Z")]
    private static partial Regex Times();

    [GeneratedRegex("20[0-8][0-9]-[0-9-]{5} [0-9:]{5}Z")]
    private static partial Regex Minutes();

    [GeneratedRegex("(?<=oldest proof |\\()[0-9]+ (?:s|min|h|d)(?= old| |;|\\.|\")")]
    private static partial Regex Ages();

    [GeneratedRegex("[0-9]{21}-[0-9a-f]{32}")]
    private static partial Regex Ids();

    [GeneratedRegex("\"free\": \\{\\s+\"value\": [0-9]+")]
    private static partial Regex Sizes();

    [GeneratedRegex("since=[A-Za-z0-9_-]+")]
    private static partial Regex Offsets();
}

using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.Web.Api;

/// <summary>The description against what is answered, both ways.</summary>
public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task Description_OfTheApi_IsFrozen()
    {
        using var api = await ApiSite.StartAsync();
        await Verify(await api.GetAsync("/openapi.json"), "json");
    }

    [Fact]
    public async Task Description_OfEveryAddress_IsAnswered_AndItsReferencesAreThere()
    {
        using var api = await ApiSite.StartAsync();
        var description = await api.JsonAsync("/openapi.json");
        var schemas = description.GetProperty("components").GetProperty("schemas");
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                using var answer = await api.SendAsync(new(method.Name.ToUpperInvariant()), path.Name.Replace("{name}", "dp-lon-1", StringComparison.Ordinal).Replace("{id}", "nosuchrequest", StringComparison.Ordinal), ApiSite.Operator);
                Assert.DoesNotContain("nothing is answered to", await ApiSite.TextAsync(answer), StringComparison.Ordinal);
                Assert.NotEqual(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            }
        }

        var text = description.GetRawText();
        const string Reference = "#/components/schemas/";
        for (var at = text.IndexOf(Reference, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Reference, at + 1, StringComparison.Ordinal))
        {
            var name = text[(at + Reference.Length)..text.IndexOf('"', at)];
            Assert.True(schemas.TryGetProperty(name, out _), name);
        }
    }

    [Fact]
    public async Task Answers_OfEveryAddress_AreAsDescribed()
    {
        using var api = await ApiSite.StartAsync();
        await api.PostAsync("/servers/dp-hq-1/suspend", """{ "reason": "disk replacement", "until": "2098-01-01" }""");
        api.Server.Repository.Write("packages/viewer/version.txt", "2");
        api.Server.Repository.Delete("packages/tool");
        api.Server.Repository.Commit();
        var posted = await api.PostAsync("/sync", "{}");

        var description = await api.JsonAsync("/openapi.json");
        var cases = new List<(string Schema, string Json)> { ("Request", posted.Body), ("SyncRequest", """{ "packages": ["a*"], "strict": true }""") };
        foreach (var (address, path) in new[]
        {
            ("/status", "/status"), ("/status?package=viewer", "/status"), ("/packages?limit=1", "/packages"), ("/packages/viewer", "/packages/{name}"), ("/packages/tool", "/packages/{name}"),
            ("/servers", "/servers"), ("/servers/dp-hq-1", "/servers/{name}"), ("/servers/dp-lon-2", "/servers/{name}"), ("/placements", "/placements"), ("/placements?limit=2", "/placements"),
            ("/plan", "/plan"), ("/plan?server=dp-hq-1", "/plan"), ("/events", "/events"), ("/state", "/state"), ("/openapi.json", "/openapi.json"),
        })
            cases.Add((SchemaOf(description, path), await api.GetAsync(address)));
        using (var problem = await api.SendAsync(HttpMethod.Get, "/servers/nosuch"))
            cases.Add(("Problem", await ApiSite.TextAsync(problem)));

        Assert.All(await VerdictsAsync(description.GetProperty("components").GetProperty("schemas"), cases), Assert.Null);
        Assert.All(await VerdictsAsync(description.GetProperty("components").GetProperty("schemas"), [("Status", posted.Body), ("SyncRequest", """{ "package": [] }""")]), Assert.NotNull);
    }

    private static string SchemaOf(JsonElement description, string path) => description.GetProperty("paths").GetProperty($"/api/v1{path}").GetProperty("get").GetProperty("responses").GetProperty("200")
        .GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];

    private static async Task<string?[]> VerdictsAsync(JsonElement schemas, IEnumerable<(string Schema, string Json)> cases)
    {
        var node = RealPart.Require("node", "apt-get install nodejs");
        var packages = NodePackages.Require("ajv@8.20.0");
        var question = $$"""{ "schemas": {{schemas.GetRawText()}}, "cases": [{{string.Join(',', cases.Select(one => $$"""{ "schema": "{{one.Schema}}", "value": {{one.Json}} }"""))}}] }""";
        var run = new ProcessRun(node, Path.Combine(Path.GetDirectoryName(ThisFile())!, "validate.mjs"), packages) { StandardInput = System.Text.Encoding.UTF8.GetBytes(question) };
        using var answer = JsonDocument.Parse((await run.RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess().StandardOutput);
        return [.. answer.RootElement.EnumerateArray().Select(verdict => verdict.GetString())];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

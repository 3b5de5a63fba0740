using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Reconciler.Cli.Tests.Web.Api;

/// <summary>Whatever somebody sends: a problem that says what is wrong, and nothing is asked or written.</summary>
public sealed class ApiHostilityTests
{
    [Fact]
    public async Task Questions_ThatMakeNoSense_AreProblemsThatSayWhatToWrite()
    {
        using var api = await ApiSite.StartAsync();
        var told = new StringBuilder();
        foreach (var address in new[]
        {
            "/servers?limit=0", "/servers?limit=1001", "/servers?limit=99999999999999999999", "/servers?limit=1e3", "/servers?limit=1&limit=2", "/servers?cursor=%21%21", "/servers?cursor=AAAA",
            "/servers?pakage=x", "/placements?state=kept", "/placements?package=%5Bab", "/placements?package=a%00b", "/placements?server=", "/servers/..%2f..%2fetc%2fpasswd", "/servers/a%0ab",
            "/packages/toool", "/packages/%C3%A9", "/requests/..%2f..%2floop.json", "/requests/202611230645387690000-810ea561640749d675c75efe327a8ef3", "/events?since=zzz", "/events?follow=yes", "/nothing",
        })
        {
            using var answer = await api.SendAsync(HttpMethod.Get, address);
            Append(told, $"GET {address}", answer, await ApiSite.TextAsync(answer));
        }

        await Verify(api.Scrubbed(told.ToString()));
    }

    [Fact]
    public async Task Writes_ThatMakeNoSense_AreProblemsAndNothingIsAsked()
    {
        using var api = await ApiSite.StartAsync();
        var told = new StringBuilder();
        foreach (var (address, body) in new[]
        {
            ("/sync", "[]"), ("/sync", "{"), ("/sync", "null"), ("/sync", """{ "package": ["viewer"] }"""), ("/sync", """{ "packages": "viewer" }"""), ("/sync", """{ "packages": [1] }"""),
            ("/sync", """{ "packages": ["a\u0000b"] }"""), ("/sync", """{ "packages": ["[a"] }"""), ("/sync", """{ "strict": true, "strict": false }"""), ("/sync", """{ "strict": 1 }"""),
            ("/sync", """{ "dangerous-allow-removals": 9 }"""), ("/sync", "{}{}"), ("/sync", $"{{ \"packages\": {new string('[', 40)}{new string(']', 40)} }}"),
            ("/servers/dp-hq-1/suspend", "{}"), ("/servers/dp-hq-1/suspend", """{ "reason": "two\nlines" }"""), ("/servers/--dangerous-allow-rewind/suspend", """{ "reason": "x" }"""),
            ("/servers/dp-hq-1/resume", """{ "reason": "x" }"""), ("/refresh", """{ "package": "--source" }"""), ("/refresh", """{ "package": "@/etc/passwd" }"""),
            ("/approvals", """{ "plan": "../../x" }"""), ("/approvals", """{ "plan": "3fa9" }"""),
        })
        {
            using var answer = await api.SendAsync(HttpMethod.Post, address, ApiSite.Operator, ApiSite.Json(body));
            Append(told, $"POST {address} {body}", answer, await ApiSite.TextAsync(answer));
        }

        foreach (var (size, type) in new[] { (100_000, "application/json"), (5_000_000, "application/json"), (2, "text/plain"), (2, "application/jsonx"), (2, "multipart/form-data") })
        {
            using var content = new ByteArrayContent([.. Enumerable.Repeat((byte)' ', size - 2), .. "{}"u8]);
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await api.SendAsync(HttpMethod.Post, "/sync", ApiSite.Operator, content, ("Expect", "100-continue"));
            Append(told, $"POST /sync, {size} bytes of {type}", answer, await ApiSite.TextAsync(answer));
        }

        Assert.False(Directory.Exists(Path.Combine(api.Server.State, "requests")) && Directory.EnumerateFiles(Path.Combine(api.Server.State, "requests")).Any());
        await Verify(told.ToString());
    }

    [Theory]
    [InlineData("GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /api/v1/servers/%00 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET http://other.example/api/v1/status HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /api/v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("GET /api/v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer rcn_reader\r\nAuthorization: Bearer rcn_operator\r\n\r\n")]
    public async Task Bytes_ThatNoClientSends_AreRefused(string request)
    {
        using var api = await ApiSite.StartAsync();
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, api.Loop.Address.Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", line);
    }

    private static void Append(StringBuilder told, string asked, HttpResponseMessage answer, string body)
    {
        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{asked}: {answer.StatusCode}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(body);
        told.Append($"{asked}\n  {(int)answer.StatusCode} {json.RootElement.GetProperty("detail").GetString()}\n");
    }
}

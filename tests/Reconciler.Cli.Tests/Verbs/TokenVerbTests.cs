using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Tests.Verbs;

public sealed partial class TokenVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Token_OfARole_IsShownOnceWithTheLinesForTheSettings()
    {
        var result = await cli.RunAsync("token", "grafana", "--role", "read");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.False(Directory.Exists(cli.State));
        await Verify(Hashes().Replace(Tokens().Replace(result.ToString(), "<token>"), "<sha256>"));
    }

    [Theory]
    [InlineData(null, "2027-02-20T14:00:00Z")]
    [InlineData("36h", "2026-11-24T02:00:00Z")]
    [InlineData("2027-01-01", "2027-01-01T00:00:00Z")]
    [InlineData("never", null)]
    public async Task Token_AsJson_IsWhatTheSettingsTake(string? expires, string? end)
    {
        var result = await cli.RunAsync(["token", "ci.deploy_1", "--role", "operate", "-o", "json", .. expires is null ? [] : new[] { "--expires", expires }]);

        using var json = JsonDocument.Parse(result.Out);
        string? Field(string name) => json.RootElement.TryGetProperty(name, out var field) ? field.GetString() : null;
        Assert.Matches("^rcn_[A-Za-z0-9_-]{43}$", Field("token"));
        Assert.Equal(end, Field("expires"));
        cli.WriteSettings($$"""{ "http": { "tokens": { "{{Field("name")}}": { "role": "{{Field("role")}}", "sha256": "{{Field("sha256")}}"{{(end is null ? "" : $", \"expires\": \"{end}\"")}} } } } }""");
        var token = Assert.Single(SettingsFile.Read(cli.Beside("reconciler.json"), new(null!, _ => null, "/", false, cli.Clock)).Web.Tokens);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(Field("token")!)), token.Hash);
        Assert.Equal((TokenRole.Operate, "ci.deploy_1", end), (token.Role, token.Name, token.Expires?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null)));
    }

    [Fact]
    public async Task Token_MadeTwice_IsAnotherOne()
    {
        var (first, second) = (await cli.RunAsync("token", "a", "--role", "read"), await cli.RunAsync("token", "a", "--role", "read"));

        Assert.NotEqual(Tokens().Match(first.Out).Value, Tokens().Match(second.Out).Value);
    }

    [Theory]
    [InlineData("--role is 'admin'; write read or operate", "grafana", "--role", "admin")]
    [InlineData("'a b' cannot be a token's name; take 1 to 64 letters, digits, hyphens, underscores and dots", "a b", "--role", "read")]
    [InlineData("--expires is 'soon'; write a duration such as 90d, a day such as 2027-01-01, or never", "a", "--role", "read", "--expires", "soon")]
    [InlineData("--expires is '2026-11-22', which is over; give a later one", "a", "--role", "read", "--expires", "2026-11-22")]
    public async Task Token_ThatCannotBe_SaysWhatToWrite(string message, params string[] arguments)
    {
        var result = await cli.RunAsync(["token", .. arguments]);

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex("rcn_[A-Za-z0-9_-]{43}")]
    private static partial Regex Tokens();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hashes();
}

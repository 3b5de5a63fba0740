using System.Text.Json;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Tests.Workplaces;

public sealed class TokenSettingsReaderTests
{
    private const string Hash = "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5";

    [Theory]
    [InlineData("""{ "a b": { "role": "read", "sha256": "HASH" } }""", "http.tokens has the name 'a b', which stands in records; write 1 to 64 letters, digits, hyphens, underscores and dots")]
    [InlineData("""{ "a": { "sha256": "HASH" } }""", "http.tokens.a has no role; add \"role\": \"read\" or \"operate\"")]
    [InlineData("""{ "a": { "role": "admin", "sha256": "HASH" } }""", "http.tokens.a.role is 'admin'; write \"read\" or \"operate\"")]
    [InlineData("""{ "a": { "role": "read" } }""", "http.tokens.a has no sha256; 'reconciler token a --role read' makes a token, and prints its hash")]
    [InlineData("""{ "a": { "role": "read", "sha256": "1234" } }""", "http.tokens.a.sha256 is not 64 hexadecimal digits, as a SHA-256 has")]
    [InlineData("""{ "a": { "role": "read", "token": "rcn_1" } }""", "http.tokens.a.token would keep a secret in the settings; write its hash instead, as 'reconciler token a' prints it")]
    [InlineData("""{ "a": { "role": "read", "sha256": "HASH", "expires": "soon" } }""", "http.tokens.a.expires is 'soon'; write a day such as 2027-01-01, which begins at 00:00 UTC, or a time with its offset such as 2027-01-01T18:00Z")]
    [InlineData("""{ "a": { "role": "read", "sha256": "HASH" }, "b": { "role": "read", "sha256": "HASH" } }""", "http.tokens has one token under several names, a, b; make one for each, so that records tell them apart")]
    [InlineData("""{ "a": { "role": "read", "sha256": "HASH" }, "a": { "role": "operate", "sha256": "HASH" } }""", "http.tokens has 'a' 2 times; leave one")]
    public void Read_OfWhatCannotBe_SaysWhatToWrite(string tokens, string message)
    {
        using var json = JsonDocument.Parse(tokens.Replace("HASH", Hash, StringComparison.Ordinal));

        Assert.Equal(message, Assert.Throws<FormatException>(() => TokenSettingsReader.Read(json.RootElement)).Message);
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Configuration.Values;

namespace Reconciler.Cli.Workplaces;

/// <summary>Reads <c>http.tokens</c> of the settings file: <c>{ "grafana": { "role": "read", "sha256": "64 hexadecimal digits", "expires": "2027-01-01" } }</c>.</summary>
internal static class TokenSettingsReader
{
    private const string Setting = "http.tokens";

    private const string Fields = "role, sha256, expires";

    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal static ImmutableArray<TokenSettings> Read(JsonElement tokens)
    {
        ImmutableArray<TokenSettings> read = [.. tokens.EnumerateObject().Select(token => Read(token.Name, token.Value))];
        foreach (var same in read.GroupBy(token => token.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            throw new FormatException($"{Setting} has '{same.Key}' {same.Count()} times; leave one");
        foreach (var same in read.GroupBy(token => Convert.ToHexString(token.Hash.AsSpan())).Where(same => same.Count() > 1))
            throw new FormatException($"{Setting} has one token under several names, {string.Join(", ", same.Select(token => token.Name))}; make one for each, so that records tell them apart");
        return read;
    }

    private static TokenSettings Read(string name, JsonElement token)
    {
        var setting = $"{Setting}.{name}";
        if (!TokenSettings.IsName(name))
            throw new FormatException($"{Setting} has the name '{name}', which stands in records; write 1 to {TokenSettings.LongestName} letters, digits, hyphens, underscores and dots");

        TokenRole? role = null;
        ImmutableArray<byte>? hash = null;
        DateTimeOffset? expires = null;
        foreach (var field in token.EnumerateObject())
        {
            var place = $"{setting}.{field.Name}";
            switch (field.Name)
            {
                case "role": role = Role(place, SettingsText.Of(place, field.Value)); break;
                case "sha256": hash = Hash(place, SettingsText.Of(place, field.Value)); break;
                case "expires": expires = Expiry(place, SettingsText.Of(place, field.Value)); break;
                case "token": throw new FormatException($"{place} would keep a secret in the settings; write its hash instead, as 'reconciler token {name}' prints it");
                default: throw SettingsFile.Unknown(place, Fields);
            }
        }

        return new(
            name,
            role ?? throw new FormatException($"{setting} has no role; add \"role\": \"read\" or \"operate\""),
            hash ?? throw new FormatException($"{setting} has no sha256; 'reconciler token {name} --role {TokenSettings.Word(role!.Value)}' makes a token, and prints its hash"),
            expires);
    }

    private static TokenRole Role(string place, string word) =>
        TokenSettings.ParseRole(word) ?? throw new FormatException($"{place} is '{word}'; write \"read\" or \"operate\"");

    private static ImmutableArray<byte> Hash(string place, string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit)
        ? [.. Convert.FromHexString(text)]
        : throw new FormatException($"{place} is not 64 hexadecimal digits, as a SHA-256 has");

    private static DateTimeOffset Expiry(string place, string text) => InstantText.TryParse(text, out var expires)
        ? expires
        : throw new FormatException($"{place} is '{text}'; write a day such as 2027-01-01, which begins at 00:00 UTC, or a time with its offset such as 2027-01-01T18:00Z");
}

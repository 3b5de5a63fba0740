using System.Text.Json;
using Amazon.Runtime;
using Reconciler.Adapters.Servers.S3;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Workplaces;

/// <summary>The part <c>s3</c> of an entry of <c>credentials</c>: where buckets are, and where the keys are, never the keys.</summary>
internal sealed record S3Keys
{
    private const string Fields =
        "endpoint, region, pathStyle; accessKeyIdFile or accessKeyIdVariable with secretAccessKeyFile or secretAccessKeyVariable, and sessionTokenFile or sessionTokenVariable; or profile";

    private Uri? Endpoint { get; init; }

    private string? Region { get; init; }

    private bool IsPathStyle { get; init; }

    private string? Profile { get; init; }

    private SecretPlace? KeyId { get; init; }

    private SecretPlace? Key { get; init; }

    private SecretPlace? SessionToken { get; init; }

    /// <param name="place">Such as <c>credentials.london.s3</c>.</param>
    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal static S3Keys Of(string settingsFile, string place, JsonElement fields)
    {
        var keys = new S3Keys
        {
            KeyId = Secret(settingsFile, place, "accessKeyId", fields),
            Key = Secret(settingsFile, place, "secretAccessKey", fields),
            SessionToken = Secret(settingsFile, place, "sessionToken", fields),
        };
        foreach (var field in fields.EnumerateObject())
        {
            var setting = $"{place}.{field.Name}";
            keys = field.Name switch
            {
                "endpoint" => keys with { Endpoint = EndpointOf(setting, field.Value) },
                "region" => keys with { Region = SettingsText.Of(setting, field.Value) },
                "pathStyle" => keys with { IsPathStyle = field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? field.Value.GetBoolean() : throw new FormatException($"{setting} must be true or false") },
                "profile" => keys with { Profile = SettingsText.Of(setting, field.Value) },
                "accessKeyIdFile" or "accessKeyIdVariable" or "secretAccessKeyFile" or "secretAccessKeyVariable" or "sessionTokenFile" or "sessionTokenVariable" => keys,
                _ => throw SettingsFile.Unknown(setting, Fields),
            };
        }

        keys.RefuseHalves(place);
        return keys;
    }

    /// <summary>Keys are read at every use, so that new ones count at once.</summary>
    internal S3Login Login(Surroundings surroundings) => new(
        KeyId is not null ? new KeysInPlaces(KeyId, Key!, SessionToken, surroundings)
        : Profile is not null ? S3Login.OfProfile(Profile)
        : S3Login.OfSurroundings())
    {
        Endpoint = Endpoint,
        Region = Region,
        PathStyle = IsPathStyle,
    };

    private void RefuseHalves(string place)
    {
        if (KeyId is null != Key is null)
            throw new FormatException($"{place} needs both an accessKeyId and a secretAccessKey; add {(KeyId is null ? "accessKeyIdFile or accessKeyIdVariable" : "secretAccessKeyFile or secretAccessKeyVariable")}");
        if (KeyId is null && SessionToken is not null)
            throw new FormatException($"{place} has a sessionToken without the keys that it belongs to; add accessKeyIdFile and secretAccessKeyFile");
        if (KeyId is not null && Profile is not null)
            throw new FormatException($"{place} has keys and a profile; leave one");
    }

    private static Uri EndpointOf(string setting, JsonElement value)
    {
        var text = SettingsText.Of(setting, value);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0 && url.AbsolutePath == "/" && url.Query.Length == 0
            ? url
            : throw new FormatException($"{setting} is no address of an S3; write it as https://s3.example.com:9000");
    }

    private static SecretPlace? Secret(string settingsFile, string place, string name, JsonElement fields)
    {
        if (!fields.TryGetProperty(name, out _) && !fields.TryGetProperty($"{name}File", out _) && !fields.TryGetProperty($"{name}Variable", out _))
            return null;

        var found = SecretPlace.Of(settingsFile, place, name, fields) with { Setting = $"{place}.{name}" };
        return found.File is { } path && IsOpenToAll(path)
            ? throw new FormatException($"{place}.{name}File is '{path}', which every user may read; run 'chmod o= {path}'")
            : found;
    }

    private static bool IsOpenToAll(string path) => !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & UnixFileMode.OtherRead) != 0;

    private sealed class KeysInPlaces(SecretPlace keyId, SecretPlace key, SecretPlace? sessionToken, Surroundings surroundings) : AWSCredentials
    {
        // What the client throws where there are no keys: the server's trouble is 'credentials' then.
        public override ImmutableCredentials GetCredentials()
        {
            try
            {
                return new(keyId.Read(surroundings), key.Read(surroundings), sessionToken?.Read(surroundings));
            }
            catch (UsageException e)
            {
                throw new AmazonClientException(e.Message, e);
            }
        }
    }
}

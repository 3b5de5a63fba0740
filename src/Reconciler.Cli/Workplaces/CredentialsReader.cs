using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Workplaces;

/// <summary>Reads <c>credentials</c> of the settings file. Relative paths count from it.</summary>
/// <param name="file">The settings file.</param>
internal sealed class CredentialsReader(string file)
{
    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal ImmutableDictionary<string, GitCredentials> Read(JsonElement credentials) =>
        credentials.EnumerateObject().ToImmutableDictionary(entry => entry.Name, entry => Entry(entry.Name, entry.Value), StringComparer.Ordinal);

    private GitCredentials Entry(string name, JsonElement entry)
    {
        var credentials = new GitCredentials(name);
        foreach (var field in entry.EnumerateObject())
        {
            var setting = $"credentials.{name}.{field.Name}";
            credentials = field.Name switch
            {
                "for" => credentials with { For = Urls(setting, field.Value) },
                "git" => credentials with { Git = Login(setting, field.Value) },
                "s3" => credentials with { S3 = S3Keys.Of(file, setting, field.Value) },
                "ssh" => Ssh(credentials, setting, field.Value),
                "url" => credentials with { Url = Login(setting, field.Value) },
                _ => throw SettingsFile.Unknown(setting, "for, git, s3, ssh, url"),
            };
        }

        return credentials.Url is null || !credentials.For.IsEmpty
            ? credentials
            : throw new FormatException($"credentials.{name}.url is shown to nobody; say in credentials.{name}.for which URLs it is for");
    }

    // A commit names the URLs of sources, and so it must not be able to choose the host that a login goes to.
    private static ImmutableArray<string> Urls(string setting, JsonElement list)
    {
        var urls = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(item => SettingsText.Of(setting, item)).ToImmutableArray() : [SettingsText.Of(setting, list)];
        foreach (var url in urls)
        {
            if (AllowList.ProblemOf(url) is { } problem)
                throw new FormatException($"{setting} has '{url}', which is neither a URL nor a pattern: {problem}");

            var (scheme, host) = Place(url);
            if (scheme is not ("https" or "http" or "ssh") || host.Length == 0)
                throw new FormatException($"{setting} has '{url}', which names no host; write it as https://git.example.com/team/** or ssh://git.example.com");
            if (host.AsSpan().IndexOfAny('*', '?', '[') >= 0 && !host.StartsWith('['))
                throw new FormatException($"{setting} has '{url}', and which host a login goes to must not depend on a pattern; name each host");
        }

        return urls;
    }

    private static (string? Scheme, string Host) Place(string url)
    {
        var end = url.IndexOf("://", StringComparison.Ordinal);
        if (end > 0)
        {
            var authority = url[(end + 3)..].Split('/')[0];
            return (url[..end].ToLowerInvariant(), authority[(authority.LastIndexOf('@') + 1)..]);
        }

        return GitUrl.TryParse(url, out var parsed, out _) && parsed.Transport == GitTransport.Ssh ? ("ssh", parsed.Host) : (null, "");
    }

    private LoginSetting Login(string place, JsonElement fields)
    {
        var login = new LoginSetting(null, null, null);
        foreach (var field in fields.EnumerateObject())
        {
            var setting = $"{place}.{field.Name}";
            if (field.Name != "user" && (login.SecretFile ?? login.SecretVariable) is not null)
                throw new FormatException($"{place} has two secrets; leave one");

            login = field.Name switch
            {
                "user" => login with { User = SettingsText.Of(setting, field.Value) },
                "tokenFile" or "passwordFile" => login with { SecretFile = SettingsText.FileOf(file, setting, field.Value) },
                "tokenVariable" or "passwordVariable" => login with { SecretVariable = SettingsText.Of(setting, field.Value) },
                "token" or "password" => throw new FormatException($"{setting} would keep a secret in the settings; write it into a file of its own, and name that in {field.Name}File"),
                _ => throw SettingsFile.Unknown(setting, "user, and one of tokenFile, tokenVariable, passwordFile, passwordVariable"),
            };
        }

        return (login.SecretFile ?? login.SecretVariable) is null
            ? throw new FormatException($"{place} has no secret; add tokenFile, tokenVariable, passwordFile or passwordVariable")
            : login;
    }

    private GitCredentials Ssh(GitCredentials credentials, string place, JsonElement ssh)
    {
        foreach (var field in ssh.EnumerateObject())
        {
            var setting = $"{place}.{field.Name}";
            credentials = field.Name switch
            {
                "keyFile" => credentials with { KeyFile = SshFile(setting, field.Value) },
                "knownHosts" => credentials with { KnownHosts = SshFile(setting, field.Value) },
                _ => throw SettingsFile.Unknown(setting, "keyFile, knownHosts"),
            };
        }

        return credentials.KeyFile is not null && credentials.KnownHosts is not null
            ? credentials
            : throw new FormatException($"{place} needs both keyFile and knownHosts: a key is not shown to a host that nobody vouched for");
    }

    private string SshFile(string setting, JsonElement value) =>
        SettingsText.FileOf(file, setting, value) is var path && RemoteAccess.ProblemOfSshFile(path) is { } problem ? throw new FormatException($"{setting} is '{path}': {problem}") : path;
}

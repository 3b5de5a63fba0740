using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Adapters.Git.Signatures;

namespace Reconciler.Cli.Workplaces;

/// <summary>Reads <c>git</c> and <c>credentials</c> of the settings file. Relative paths count from it.</summary>
/// <param name="file">The settings file.</param>
internal sealed class GitSettingsReader(string file)
{
    private static readonly string[] wordsOfVerify = ["head", "all-since-last"];

    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal GitSettings Git(JsonElement git)
    {
        var settings = GitSettings.Usual;
        string? verify = null, keyring = null, signers = null;
        foreach (var field in git.EnumerateObject())
        {
            var setting = $"git.{field.Name}";
            switch (field.Name)
            {
                case "credentials": settings = settings with { Credentials = SettingsText.Of(setting, field.Value) }; break;
                case "caFile": settings = settings with { AuthoritiesFile = FileAt(setting, field.Value) }; break;
                case "proxy": settings = settings with { Proxy = SettingsText.ProxyOf(setting, field.Value) }; break;
                case "allowRewind": settings = settings with { AllowRewind = Truth(setting, field.Value) }; break;
                case "verify": verify = SettingsText.Of(setting, field.Value); break;
                case "keyring": keyring = FileAt(setting, field.Value); break;
                case "allowedSigners": signers = FileAt(setting, field.Value); break;
                default: throw SettingsFile.Unknown(setting, "git.allowedSigners, git.allowRewind, git.caFile, git.credentials, git.keyring, git.proxy, git.verify");
            }
        }

        return settings with { Verify = Policy(verify, keyring, signers) };
    }

    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal ImmutableDictionary<string, GitCredentials> Credentials(JsonElement credentials) =>
        credentials.EnumerateObject().ToImmutableDictionary(entry => entry.Name, entry => Entry(entry.Name, entry.Value), StringComparer.Ordinal);

    private static SignaturePolicy? Policy(string? verify, string? keyring, string? signers)
    {
        if (verify is null)
            return keyring is null && signers is null ? null : throw new FormatException("git.keyring and git.allowedSigners say who may sign, and nothing says what must be signed; add \"verify\": \"head\" or \"all-since-last\"");
        if (!wordsOfVerify.Contains(verify, StringComparer.Ordinal))
            throw new FormatException($"git.verify is '{verify}'; write \"head\" or \"all-since-last\"");
        return keyring is null && signers is null
            ? throw new FormatException("git.verify wants signatures, and nothing says whose; name a file of OpenPGP keys (git.keyring), of SSH signers (git.allowedSigners), or both")
            : new(verify == "head" ? SignedCommits.Head : SignedCommits.AllSinceLast, keyring, signers);
    }

    private GitCredentials Entry(string name, JsonElement entry)
    {
        var credentials = new GitCredentials(name, null, null, null, null, null);
        foreach (var field in entry.EnumerateObject())
        {
            credentials = field.Name switch
            {
                "git" => Login(credentials, $"credentials.{name}.git", field.Value),
                "ssh" => Ssh(credentials, $"credentials.{name}.ssh", field.Value),
                _ => throw SettingsFile.Unknown($"credentials.{name}.{field.Name}", "git, ssh"),
            };
        }

        return credentials;
    }

    private GitCredentials Login(GitCredentials credentials, string place, JsonElement login)
    {
        foreach (var field in login.EnumerateObject())
        {
            var setting = $"{place}.{field.Name}";
            if (field.Name != "user" && (credentials.SecretFile ?? credentials.SecretVariable) is not null)
                throw new FormatException($"{place} has two secrets; leave one");

            credentials = field.Name switch
            {
                "user" => credentials with { User = SettingsText.Of(setting, field.Value) },
                "tokenFile" or "passwordFile" => credentials with { SecretFile = FileAt(setting, field.Value) },
                "tokenVariable" or "passwordVariable" => credentials with { SecretVariable = SettingsText.Of(setting, field.Value) },
                "token" or "password" => throw new FormatException($"{setting} would keep a secret in the settings; write it into a file of its own, and name that in {field.Name}File"),
                _ => throw SettingsFile.Unknown(setting, "user, and one of tokenFile, tokenVariable, passwordFile, passwordVariable"),
            };
        }

        return (credentials.SecretFile ?? credentials.SecretVariable) is null
            ? throw new FormatException($"{place} has no secret; add tokenFile, tokenVariable, passwordFile or passwordVariable")
            : credentials;
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
        FileAt(setting, value) is var path && RemoteAccess.ProblemOfSshFile(path) is { } problem ? throw new FormatException($"{setting} is '{path}': {problem}") : path;

    private string FileAt(string setting, JsonElement value) => SettingsText.FileOf(file, setting, value);

    private static bool Truth(string setting, JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new FormatException($"{setting} is true or false");
}

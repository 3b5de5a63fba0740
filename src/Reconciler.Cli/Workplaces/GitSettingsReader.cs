using System.Text.Json;
using Reconciler.Adapters.Git.Signatures;

namespace Reconciler.Cli.Workplaces;

/// <summary>Reads <c>git</c> of the settings file. Relative paths count from it.</summary>
/// <param name="file">The settings file.</param>
internal sealed class GitSettingsReader(string file)
{
    private static readonly string[] wordsOfVerify = ["head", "all-since-last"];

    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal GitSettings Read(JsonElement git)
    {
        var settings = GitSettings.Usual;
        string? verify = null, keyring = null, signers = null, revoked = null;
        foreach (var field in git.EnumerateObject())
        {
            var setting = $"git.{field.Name}";
            switch (field.Name)
            {
                case "credentials": settings = settings with { Credentials = SettingsText.Of(setting, field.Value) }; break;
                case "caFile": settings = settings with { AuthoritiesFile = FileAt(setting, field.Value) }; break;
                case "proxy": settings = settings with { Proxy = SettingsText.ProxyOf(setting, field.Value) }; break;
                case "answerWithin": settings = settings with { Limits = settings.Limits with { Answer = RunOptions.Interval(setting, SettingsText.Of(setting, field.Value)) } }; break;
                case "stallAfter": settings = settings with { Limits = settings.Limits with { Stall = RunOptions.Interval(setting, SettingsText.Of(setting, field.Value)) } }; break;
                case "fetchWithin": settings = settings with { Limits = settings.Limits with { Total = RunOptions.Interval(setting, SettingsText.Of(setting, field.Value)) } }; break;
                case "allowRewind": settings = settings with { AllowRewind = Truth(setting, field.Value) }; break;
                case "verify": verify = SettingsText.Of(setting, field.Value); break;
                case "keyring": keyring = FileAt(setting, field.Value); break;
                case "allowedSigners": signers = FileAt(setting, field.Value); break;
                case "revokedSigners": revoked = FileAt(setting, field.Value); break;
                default: throw SettingsFile.Unknown(setting, "git.allowedSigners, git.allowRewind, git.answerWithin, git.caFile, git.credentials, git.fetchWithin, git.keyring, git.proxy, git.revokedSigners, git.stallAfter, git.verify");
            }
        }

        if (revoked is not null && signers is null)
            throw new FormatException("git.revokedSigners takes keys away from those of git.allowedSigners, and there are none; name both");
        return settings with { Verify = Policy(verify, keyring, signers) is { } policy ? policy with { RevokedSigners = revoked } : null };
    }

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

    private string FileAt(string setting, JsonElement value) => SettingsText.FileOf(file, setting, value);

    private static bool Truth(string setting, JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new FormatException($"{setting} is true or false");
}

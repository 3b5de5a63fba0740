using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Workplaces;

/// <summary>Reads <c>http.hooks</c> of the settings file.</summary>
internal static class HookSettingsReader
{
    private const string Setting = "http.hooks";

    private static readonly ImmutableSortedDictionary<string, HookKind> kinds = new Dictionary<string, HookKind>
    {
        ["bitbucket"] = HookKind.Bitbucket,
        ["forgejo"] = HookKind.Gitea,
        ["generic"] = HookKind.Generic,
        ["gitea"] = HookKind.Gitea,
        ["github"] = HookKind.GitHub,
        ["gitlab"] = HookKind.GitLab,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal static ImmutableArray<HookSettings> Read(string file, JsonElement hooks) => [.. hooks.EnumerateObject().Select(hook => Read(file, hook.Name, hook.Value))];

    private static HookSettings Read(string file, string name, JsonElement hook)
    {
        var setting = $"{Setting}.{name}";
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new FormatException($"{Setting} has the name '{name}', which stands in an address; write letters, digits, hyphens and underscores");

        foreach (var field in hook.EnumerateObject())
        {
            if (field.Name is not ("kind" or "secret" or "secretFile" or "secretVariable"))
                throw SettingsFile.Unknown($"{setting}.{field.Name}", "kind, and one of secretFile, secretVariable");
        }

        return new(name, Kind($"{setting}.kind", hook), SecretPlace.Of(file, setting, "secret", hook));
    }

    private static HookKind Kind(string setting, JsonElement hook)
    {
        var word = hook.TryGetProperty("kind", out var given) ? SettingsText.Of(setting, given) : "";
        return kinds.TryGetValue(word, out var kind)
            ? kind
            : throw new FormatException($"{setting} is {(word.Length == 0 ? "missing" : $"'{word}'")}; write one of {string.Join(", ", kinds.Keys)}{NearestName.Question(NearestName.Of(word, kinds.Keys))}");
    }
}

using System.Text.Json;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Workplaces;

/// <summary>Where a secret is, never the secret: it is read anew at every use.</summary>
/// <param name="Setting">What it is for, as settings call it.</param>
/// <param name="File">Its first line is the secret; absolute. Null where <paramref name="Variable"/> is set.</param>
/// <param name="Variable">Of the environment.</param>
internal sealed record SecretPlace(string Setting, string? File, string? Variable)
{
    /// <summary>From <c>secretFile</c> or <c>secretVariable</c>.</summary>
    /// <param name="setting">Whose secret it is: <c>http.hooks.github</c>.</param>
    /// <param name="name">The field without its last word: <c>secret</c>.</param>
    /// <exception cref="FormatException">There are none, or two, or the secret itself stands there.</exception>
    internal static SecretPlace Of(string settingsFile, string setting, string name, JsonElement owner)
    {
        if (owner.TryGetProperty(name, out _))
            throw new FormatException($"{setting}.{name} would keep a secret in the settings; write it into a file of its own, and name that in {name}File");

        var file = owner.TryGetProperty($"{name}File", out var path) ? SettingsText.FileOf(settingsFile, $"{setting}.{name}File", path) : null;
        var variable = owner.TryGetProperty($"{name}Variable", out var named) ? SettingsText.Of($"{setting}.{name}Variable", named) : null;
        return (file, variable) switch
        {
            (null, null) => throw new FormatException($"{setting} has no {name}; add {name}File or {name}Variable"),
            (not null, not null) => throw new FormatException($"{setting} has {name}File and {name}Variable; leave one"),
            _ => new(setting, file, variable),
        };
    }

    /// <exception cref="UsageException">There is none.</exception>
    internal string Read(Surroundings surroundings) => SecretText.Read(File, Variable, surroundings, $"the secret of {Setting}", (problem, inner) => new UsageException(problem, inner));
}

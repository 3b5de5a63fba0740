using System.Text.Json;
using Reconciler.Adapters.Git;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Workplaces;

/// <summary>Where the state is, and where it is published.</summary>
/// <param name="Directory">Absolute. Null: as the command line says.</param>
/// <param name="Branch">Short name of the branch that it is published to; null: it is not.</param>
/// <param name="Remote">Of the branch; null: the configuration repository.</param>
/// <param name="Credentials">For <paramref name="Remote"/>; null: as for the configuration repository.</param>
/// <param name="Every">No push sooner after the one before.</param>
internal sealed record StateSettings(string? Directory, string? Branch, GitUrl? Remote, string? Credentials, TimeSpan Every)
{
    internal const string UsualBranch = "reconciler-state";

    internal static StateSettings Usual { get; } = new(null, null, null, null, TimeSpan.FromMinutes(5));

    /// <param name="file">The settings file; relative paths count from it.</param>
    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal static StateSettings Read(string file, JsonElement state)
    {
        if (state.ValueKind == JsonValueKind.String)
            return Usual with { Directory = SettingsText.FileOf(file, "state", state) };

        var settings = Usual;
        foreach (var field in state.EnumerateObject())
        {
            var setting = $"state.{field.Name}";
            settings = field.Name switch
            {
                "directory" => settings with { Directory = SettingsText.FileOf(file, setting, field.Value) },
                "branch" => settings with { Branch = BranchOf(setting, SettingsText.Of(setting, field.Value)) },
                "remote" => settings with { Remote = RemoteOf(setting, SettingsText.Of(setting, field.Value)) },
                "credentials" => settings with { Credentials = SettingsText.Of(setting, field.Value) },
                "every" => settings with { Every = RunOptions.Interval(setting, SettingsText.Of(setting, field.Value)) },
                _ => throw SettingsFile.Unknown(setting, "state.branch, state.credentials, state.directory, state.every, state.remote"),
            };
        }

        return settings.Branch is not null || settings == Usual with { Directory = settings.Directory }
            ? settings
            : throw new FormatException($"state says how the state is published, and not where; add \"branch\": \"{UsualBranch}\"");
    }

    private static string BranchOf(string setting, string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/') && text[0] is not ('.' or '-' or '/') && text[^1] is not ('.' or '/') && !text.Contains("..", StringComparison.Ordinal) && !text.Contains("//", StringComparison.Ordinal)
            ? text
            : throw new FormatException($"{setting} is '{text}'; write the short name of a branch, such as {UsualBranch}");

    private static GitUrl RemoteOf(string setting, string text) => GitUrl.TryParse(text, out var url, out var problem)
        ? url
        : throw new FormatException($"{setting} is '{GitLocation.WithoutSecrets(text)}', which cannot be a repository: {problem}");
}

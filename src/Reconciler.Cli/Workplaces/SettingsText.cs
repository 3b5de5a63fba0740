using System.Text.Json;

namespace Reconciler.Cli.Workplaces;

/// <summary>Texts and files that the settings name.</summary>
internal static class SettingsText
{
    /// <exception cref="FormatException">It is no text, or empty.</exception>
    internal static string Of(string setting, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw new FormatException($"{setting} must be a text that is not empty");

    /// <summary>Absolute.</summary>
    /// <param name="settingsFile">From which a relative path counts.</param>
    /// <exception cref="FormatException">It is no text, or empty.</exception>
    internal static string FileOf(string setting, JsonElement value, string settingsFile) => Path.GetFullPath(Of(setting, value), Path.GetDirectoryName(settingsFile)!);
}

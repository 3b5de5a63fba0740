using System.Text.Json;

namespace Reconciler.Cli.Workplaces;

/// <summary>Values that several sections of the settings have alike.</summary>
internal static class SettingsText
{
    /// <exception cref="FormatException">It is no text, or empty.</exception>
    internal static string Of(string setting, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw new FormatException($"{setting} must be a text that is not empty");

    /// <summary>Absolute; relative paths count from the settings file.</summary>
    /// <exception cref="FormatException">It is no text, or empty.</exception>
    internal static string FileOf(string file, string setting, JsonElement value) => Path.GetFullPath(Of(setting, value), Path.GetDirectoryName(file)!);
}

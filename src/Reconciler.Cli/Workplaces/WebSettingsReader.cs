using System.Net;
using System.Text.Json;

namespace Reconciler.Cli.Workplaces;

/// <summary>Reads <c>http</c> of the settings file. Relative paths count from it.</summary>
/// <param name="file">The settings file.</param>
internal sealed class WebSettingsReader(string file)
{
    internal const string Off = "off";

    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal WebSettings Read(JsonElement http)
    {
        var settings = WebSettings.Usual;
        foreach (var field in http.EnumerateObject())
        {
            var setting = $"http.{field.Name}";
            settings = field.Name switch
            {
                "hooks" => settings with { Hooks = HookSettingsReader.Read(file, field.Value) },
                "listen" => Listen(settings, setting, SettingsText.Of(setting, field.Value)),
                "certificateFile" => settings with { CertificateFile = SettingsText.FileOf(file, setting, field.Value) },
                "keyFile" => settings with { KeyFile = SettingsText.FileOf(file, setting, field.Value) },
                "tokens" => settings with { Tokens = TokenSettingsReader.Read(field.Value) },
                _ => throw SettingsFile.Unknown(setting, "http.certificateFile, http.hooks, http.keyFile, http.listen, http.tokens"),
            };
        }

        return (settings.CertificateFile is null) == (settings.KeyFile is null)
            ? settings
            : throw new FormatException("http.certificateFile and http.keyFile go together: the certificate with its chain, and its private key");
    }

    /// <param name="setting">Where <paramref name="text"/> stands: a setting or an option.</param>
    /// <exception cref="FormatException">It is no place to listen at.</exception>
    internal static WebSettings Listen(WebSettings settings, string setting, string text) => text == Off
        ? settings with { IsOff = true }
        : IPEndPoint.TryParse(text, out var place) && text.EndsWith($":{place.Port}", StringComparison.Ordinal)
            ? settings with { IsOff = false, Listen = place }
            : throw new FormatException($"{setting} is '{text}'; write an address of this machine and a port, such as 127.0.0.1:8470 or [::]:8470, or off");
}

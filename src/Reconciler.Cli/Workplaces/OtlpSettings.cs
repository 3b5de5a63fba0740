using System.Text.Json;

namespace Reconciler.Cli.Workplaces;

/// <summary>Where <c>run</c> sends its metrics by the OpenTelemetry protocol.</summary>
/// <param name="Headers">Such as <c>authorization=Bearer …,x-scope=…</c>; null: none.</param>
internal sealed record OtlpSettings(Uri Endpoint, SecretPlace? Headers)
{
    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal static OtlpSettings Read(string file, JsonElement otlp)
    {
        foreach (var field in otlp.EnumerateObject())
        {
            if (field.Name is not ("endpoint" or "headers" or "headersFile" or "headersVariable"))
                throw SettingsFile.Unknown($"otlp.{field.Name}", "otlp.endpoint, and one of otlp.headersFile, otlp.headersVariable");
        }

        var hasHeaders = otlp.EnumerateObject().Any(field => field.Name != "endpoint");
        return new(
            EndpointOf(otlp.TryGetProperty("endpoint", out var endpoint) ? SettingsText.Of("otlp.endpoint", endpoint) : ""),
            hasHeaders ? SecretPlace.Of(file, "otlp", "headers", otlp) : null);
    }

    private static Uri EndpointOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https" && endpoint.UserInfo.Length == 0
            ? endpoint
            : throw new FormatException($"otlp.endpoint is '{text}'; write the URL that takes metrics over HTTP, such as http://127.0.0.1:4318/v1/metrics; a login goes into headersFile");
}

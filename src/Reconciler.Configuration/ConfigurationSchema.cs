using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Reconciler.Configuration.Schema;

namespace Reconciler.Configuration;

/// <summary>The JSON Schema of the configuration language, for editors.</summary>
public static class ConfigurationSchema
{
    /// <returns>Indented; the last line ends, too.</returns>
    public static string Text()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            new DocumentSchema(json).Write();

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)) + "\n";
    }
}

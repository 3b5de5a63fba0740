using System.Runtime.CompilerServices;
using System.Text.Json;
using Reconciler.Testing;

namespace Reconciler.Configuration.Tests.Schema;

/// <summary>A JSON Schema validator that is not ours: ajv, behind the YAML reader that editors use.</summary>
internal static class SchemaValidator
{
    /// <summary>One process for all documents.</summary>
    /// <returns>What the schema finds wrong with each document; null where nothing is.</returns>
    public static async Task<string?[]> VerdictsAsync(IEnumerable<string> documents)
    {
        var node = RealPart.Require("node", "apt-get install nodejs");
        var packages = NodePackages.Require("ajv@8.20.0", "yaml@2.9.1");
        var script = Path.Combine(Path.GetDirectoryName(ThisFile())!, "verdicts.mjs");
        var run = new ProcessRun(node, script, packages) { StandardInput = Question(documents) };
        var result = (await run.RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();

        using var answer = JsonDocument.Parse(result.StandardOutput);
        return [.. answer.RootElement.EnumerateArray().Select(verdict => verdict.GetString())];
    }

    private static byte[] Question(IEnumerable<string> documents)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WritePropertyName("schema"u8);
            json.WriteRawValue(ConfigurationSchema.Text());
            json.WriteStartArray("documents"u8);
            foreach (var document in documents)
                json.WriteStringValue(document);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Spools;

/// <summary>Single values of orders and results in JSON; what is null is absent.</summary>
internal static class SpoolJson
{
    internal static void WriteTexts(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    internal static void WritePlace(this Utf8JsonWriter json, PackagePlace place)
    {
        json.WriteString("package"u8, place.Package.Value);
        json.WriteString("publishAs"u8, place.PublishAs);
    }

    /// <exception cref="FormatException">Not JSON, a field is missing, or its value is not what it should be.</exception>
    internal static T Read<T>(ReadOnlyMemory<byte> text, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return read(json.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"it cannot be understood: {problem.Message}", problem);
        }
    }

    internal static string Text(this JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    internal static string? OptionalText(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    internal static Digest Digest(this JsonElement json, string name) => Core.Content.Digest.Parse(json.Text(name));

    internal static Digest? OptionalDigest(this JsonElement json, string name) =>
        json.OptionalText(name) is { } text ? Core.Content.Digest.Parse(text) : null;

    internal static OrderNumber Order(this JsonElement json) =>
        OrderNumber.TryParse(json.Text("order"), out var order) ? order : throw new FormatException($"'{json.Text("order")}' is no order number");

    internal static ProofKind Proof(this JsonElement json) =>
        ProofKindText.Parse(json.Text("proof")) ?? throw new FormatException($"'{json.Text("proof")}' is an unknown kind of proof");

    internal static PackagePlace Place(this JsonElement json) => new(new(json.Text("package")), json.Text("publishAs"));

    internal static ImmutableArray<string> Texts(this JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(item => item.GetString() ?? throw new FormatException($"{name} has a null"))];

    internal static FormatException Unknown(string what, string word) => new($"'{word}' is an unknown {what}: a later version wrote it");
}

using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>Habits of a plan's JSON: what is null is absent, times are UTC, lists are arrays of objects.</summary>
internal static class PlanJson
{
    internal static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    internal static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    internal static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } time)
            json.WriteString(name, time.UtcDateTime);
    }

    /// <summary>Absent when there are none.</summary>
    internal static void WriteNames(this Utf8JsonWriter json, string name, ImmutableArray<string> names)
    {
        if (names.IsEmpty)
            return;

        json.WriteStartArray(name);
        foreach (var item in names)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }

    internal static void WriteVersion(this Utf8JsonWriter json, string name, HeldVersion? version)
    {
        if (version is null)
            return;

        json.WriteStartObject(name);
        json.WriteString("digest", version.Digest.ToString());
        json.WriteString("version", version.Version);
        json.WriteEndObject();
    }

    internal static void WriteArray<T>(this Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <exception cref="KeyNotFoundException">The field is missing; this and every other method here.</exception>
    /// <exception cref="InvalidOperationException">It is something else; likewise.</exception>
    internal static string Text(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    internal static string? OptionalText(this JsonElement element, string name) => element.Optional(name)?.GetString();

    internal static DateTimeOffset? OptionalTime(this JsonElement element, string name) => element.Optional(name)?.GetDateTimeOffset();

    internal static long? OptionalNumber(this JsonElement element, string name) => element.Optional(name)?.GetInt64();

    internal static HeldVersion? OptionalVersion(this JsonElement element, string name) =>
        element.Optional(name) is { } version ? Version(version) : null;

    internal static HeldVersion Version(JsonElement version) => new(Digest.Parse(version.Text("digest")), version.Text("version"));

    internal static PackageName Package(this JsonElement element) => new(Name(element.GetProperty("package")));

    internal static ServerName Server(JsonElement name) => new(Name(name));

    /// <exception cref="FormatException">It cannot be the name of anything.</exception>
    internal static string Name(JsonElement element) =>
        element.GetString() is { } name && ResourceName.IsValid(name) ? name : throw new FormatException($"'{element}' is not a name");

    internal static JsonElement? Optional(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    internal static ImmutableArray<string> Names(this JsonElement element, string name) =>
        element.Optional(name) is null ? [] : element.Array(name, item => item.GetString() ?? throw new FormatException($"{name} has a null"));

    internal static ImmutableArray<T> Array<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        [.. element.GetProperty(name).EnumerateArray().Select(read)];
}

using System.Collections.Immutable;
using System.Text.Json;

namespace Reconciler.Core.Planning;

/// <summary>Habits of a plan's JSON: what is null is absent, times are UTC, lists are arrays of objects.</summary>
internal static class PlanJson
{
    internal static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
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

    internal static JsonElement? Optional(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    internal static ImmutableArray<string> Names(this JsonElement element, string name) =>
        element.Optional(name) is null ? [] : element.Array(name, item => item.GetString() ?? throw new FormatException($"{name} has a null"));

    internal static ImmutableArray<T> Array<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        [.. element.GetProperty(name).EnumerateArray().Select(read)];
}

using System.Globalization;
using System.Text.Json;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Reports;

/// <summary>Habits of every JSON answer: what is not known is absent, times are UTC in whole seconds, a place is <c>{ "file": …, "line": … }</c>.</summary>
internal static class JsonFields
{
    internal static void WriteOptional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    internal static void WriteTime(this Utf8JsonWriter writer, string name, DateTimeOffset? at)
    {
        if (at is { } time)
            writer.WriteString(name, Text(time));
    }

    /// <summary><c>2026-11-22T14:03:07Z</c></summary>
    internal static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static void WritePlace(this Utf8JsonWriter writer, string name, SourcePosition? at)
    {
        if (at is not { } place)
            return;

        writer.WriteStartObject(name);
        writer.WriteString("file"u8, place.File);
        writer.WriteNumber("line"u8, place.Line);
        writer.WriteEndObject();
    }

    internal static void WriteDigest(this Utf8JsonWriter writer, string name, Digest? digest) => writer.WriteOptional(name, digest?.ToString());

    internal static void WriteServers(this Utf8JsonWriter writer, string name, ServerSet servers) =>
        writer.WriteTexts(name, servers.ByName().Select(server => server.Value));

    internal static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>An array of objects.</summary>
    internal static void WriteList<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> fields)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            fields(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

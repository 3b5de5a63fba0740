using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Reconciler.Core.Content;

namespace Reconciler.Core.TransferPackages;

/// <summary>How the lines of state files write and read single values: whole seconds in UTC, digests in hexadecimal, absent for null.</summary>
public static class JsonLine
{
    private static readonly JsonWriterOptions options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Nobody puts these lines into HTML; people read them.
        SkipValidation = true,
    };

    /// <summary>One JSON object, without a line feed.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    public static void WriteDigest(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Digest? digest) =>
        writer.WriteOptional(name, digest?.ToString());

    /// <summary><c>2026-11-22T14:03:07Z</c>; fractions of a second are dropped.</summary>
    public static void WriteTime(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? time) =>
        writer.WriteOptional(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>Calls <paramref name="field"/> with the reader on each field's name; it must read the value, whole. Starts on the object's start, stops on its end.</summary>
    public static void ReadObject<TFields>(ref Utf8JsonReader reader, ref TFields fields, FieldReader<TFields> field)
        where TFields : allows ref struct
    {
        reader.Expect(JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            field(ref reader, ref fields);
        reader.Expect(JsonTokenType.EndObject);
    }

    /// <summary>The same for a whole line.</summary>
    /// <exception cref="FormatException">Not a JSON object, or a value is not what it should be.</exception>
    public static void ReadLine<TFields>(ReadOnlySpan<byte> line, ref TFields fields, FieldReader<TFields> field)
        where TFields : allows ref struct
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            ReadObject(ref reader, ref fields, field);
            if (reader.Read())
                throw new FormatException("there is more after the end of the object");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // The latter: invalid UTF-8 in a text.
        {
            throw new FormatException($"it is not JSON: {exception.Message}", exception);
        }
    }

    public static void Expect(this ref Utf8JsonReader reader, JsonTokenType expected)
    {
        if (reader.TokenType != expected)
            throw new FormatException($"{expected} was expected, {reader.TokenType} is there");
    }

    /// <summary>Moves on to the value of the field that the reader stands on.</summary>
    public static string ReadString(this ref Utf8JsonReader reader) => reader.ReadOptionalString() ?? throw new FormatException("a text is null");

    public static string? ReadOptionalString(this ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            throw new FormatException($"a text was expected, {reader.TokenType} is there");

        return reader.GetString();
    }

    public static long ReadInt64(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)
            ? number
            : throw new FormatException("a whole number was expected");
    }

    public static int ReadInt32(this ref Utf8JsonReader reader) =>
        reader.ReadInt64() is >= int.MinValue and <= int.MaxValue and var number ? (int)number : throw new FormatException("a number is too large");

    public static bool ReadBoolean(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw new FormatException("true or false was expected");
    }

    public static DateTimeOffset ReadTime(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime()
            : throw new FormatException("a time like 2026-11-22T14:03:07Z was expected");
    }

    public static Digest ReadDigest(this ref Utf8JsonReader reader) => Digest.Parse(reader.ReadString());

    public static Digest? ReadOptionalDigest(this ref Utf8JsonReader reader) =>
        reader.ReadOptionalString() is { } text ? Digest.Parse(text) : null;
}

/// <summary>Reads the value of the field whose name the reader stands on, or skips it.</summary>
public delegate void FieldReader<TFields>(ref Utf8JsonReader reader, ref TFields fields)
    where TFields : allows ref struct;

using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Requests;

/// <summary>A request as one line of JSON.</summary>
internal static class RequestText
{
    private const string Kind = "request";

    internal static ReadOnlyMemory<byte> Write(Request request) => JsonLine.Write(writer =>
    {
        writer.WriteString("reconciler"u8, Kind);
        writer.WriteNumber("format"u8, StateHeader.Format);
        writer.WriteString("id"u8, request.Id);
        writer.WriteString("actor"u8, request.Actor);
        writer.WriteStartArray("arguments"u8);
        foreach (var argument in request.Arguments)
            writer.WriteStringValue(argument);
        writer.WriteEndArray();
        writer.WriteString("repository"u8, request.Place.Repository);
        writer.WriteOptional("revision"u8, request.Place.Revision);
        writer.WriteOptional("path"u8, request.Place.Path);
        writer.WriteOptional("config"u8, request.Place.Config);
        writer.WriteBoolean("coloursOut"u8, request.Terminal.ColoursOut);
        writer.WriteBoolean("coloursError"u8, request.Terminal.ColoursError);
        writer.WriteBoolean("showsProgress"u8, request.Terminal.ShowsProgress);
        writer.WriteNumber("width"u8, request.Terminal.Width);
        if (request.Interruptions > 0)
            writer.WriteNumber("interruptions"u8, request.Interruptions);
        writer.WriteStartObject("files"u8);
        foreach (var (name, bytes) in request.Files)
            writer.WriteBase64String(name, bytes.Span);
        writer.WriteEndObject();
    });

    /// <exception cref="FormatException">It is no request, or one of a later version.</exception>
    internal static Request Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            StateHeader.CheckFormat(Kind, root.GetProperty("reconciler").GetString(), root.GetProperty("format").GetInt64());
            return new(
                Text(root, "id"),
                Text(root, "actor"),
                [.. root.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString() ?? "")],
                new(Text(root, "repository"), Optional(root, "revision"), Optional(root, "path"), Optional(root, "config")),
                new(Flag(root, "coloursOut"), Flag(root, "coloursError"), Flag(root, "showsProgress"), root.GetProperty("width").GetInt32()),
                root.GetProperty("files").EnumerateObject().ToImmutableDictionary(file => file.Name, file => (ReadOnlyMemory<byte>)file.Value.GetBytesFromBase64()))
            {
                Interruptions = root.TryGetProperty("interruptions", out var interruptions) ? interruptions.GetInt32() : 0,
            };
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(problem.Message, problem);
        }
    }

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    private static string? Optional(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Flag(JsonElement root, string name) => root.GetProperty(name).GetBoolean();
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Reconciler.Cli.Web;

/// <summary>The forms of answers: a line of text, JSON, and problems as RFC 9457 has them.</summary>
internal static class Answers
{
    internal static JsonWriterOptions Json { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Task WriteLineAsync(HttpContext context, int status, string line)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(line + "\n", context.RequestAborted);
    }

    /// <param name="detail">What is wrong, and what to do.</param>
    internal static Task WriteProblemAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, "application/problem+json", writer =>
        {
            writer.WriteNumber("status"u8, status);
            writer.WriteString("title"u8, Title(status));
            writer.WriteString("detail"u8, detail);
        });
    }

    internal static async Task WriteAsync(HttpContext context, string type, Action<Utf8JsonWriter> fields)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body, Json))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        body.WriteByte((byte)'\n');
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }

    private static string Title(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}

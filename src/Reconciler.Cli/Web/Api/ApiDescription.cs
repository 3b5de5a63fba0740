using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Reports;

namespace Reconciler.Cli.Web.Api;

/// <summary>
/// The API described as OpenAPI 3.1 has it, from the table by which it answers; the schemas of what is sent and answered are
/// <see cref="AnswerSchemas"/>.
/// </summary>
internal sealed class ApiDescription(IReadOnlyList<ApiRoute> routes)
{
    internal const string Path = "/openapi.json";

    private const string Problem = "Problem";

    internal static ApiRoute Route(Func<IReadOnlyList<ApiRoute>> all) =>
        new(HttpMethods.Get, Path, "This description", _ => Task.FromResult<ApiAnswer?>(new ApiDescription(all()).Answer())) { Schema = "OpenApi", Access = Access.Open };

    private ApiAnswer Answer()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Answers.Json))
            Write(writer);
        stream.WriteByte((byte)'\n');
        return new(StatusCodes.Status200OK, stream.ToArray());
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("openapi"u8, "3.1.0"u8);
        writer.WriteStartObject("info"u8);
        writer.WriteString("title"u8, "Reconciler"u8);
        writer.WriteString("version"u8, JsonReport.FormatVersion);
        writer.WriteString("description"u8, "How things stand, by the records; and what may be asked to be done. Minor versions only add."u8);
        writer.WriteEndObject();
        writer.WriteStartObject("paths"u8);
        foreach (var path in routes.GroupBy(route => route.Pattern))
        {
            writer.WriteStartObject(path.Key);
            foreach (var route in path)
                Write(writer, route);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartObject("components"u8);
        writer.WriteStartObject("securitySchemes"u8);
        writer.WriteStartObject("token"u8);
        writer.WriteString("type"u8, "http"u8);
        writer.WriteString("scheme"u8, "bearer"u8);
        writer.WriteString("description"u8, "'reconciler token NAME --role read|operate' makes one"u8);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WritePropertyName("schemas"u8);
        using (var json = JsonDocument.Parse(AnswerSchemas.All))
            json.RootElement.WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ApiRoute route)
    {
        writer.WriteStartObject(route.Method.ToLowerInvariant());
        writer.WriteString("operationId"u8, OperationId(route));
        writer.WriteString("summary"u8, route.Summary);
        writer.WriteString("description"u8, route.Access switch
        {
            Access.Operate => "For tokens of the role `operate`",
            Access.Read => "For tokens of any role",
            _ => "For everybody",
        });
        writer.WriteStartArray("security"u8);
        if (route.Access is Access.Read or Access.Operate)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("token"u8);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteParameters(writer, route);
        if (route.Body is { } body)
        {
            writer.WriteStartObject("requestBody"u8);
            WriteContent(writer, "application/json", body);
            writer.WriteEndObject();
        }

        WriteResponses(writer, route);
        writer.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter writer, ApiRoute route)
    {
        writer.WriteStartArray("parameters"u8);
        foreach (var name in route.Path.Split('/').Where(part => part.StartsWith('{')))
        {
            Begin(writer, name.Trim('{', '}'), "path");
            writer.WriteBoolean("required"u8, true);
            writer.WriteStartObject("schema"u8);
            writer.WriteString("type"u8, "string"u8);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        foreach (var parameter in route.Parameters)
        {
            Begin(writer, parameter.Name, parameter.IsHeader ? "header" : "query");
            writer.WriteString("description"u8, parameter.Description);
            writer.WriteStartObject("schema"u8);
            WriteSchema(writer, parameter);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Begin(Utf8JsonWriter writer, string name, string place)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, name);
        writer.WriteString("in"u8, place);
    }

    private static void WriteSchema(Utf8JsonWriter writer, ApiParameter parameter)
    {
        if (parameter.IsRepeatable)
        {
            writer.WriteString("type"u8, "array"u8);
            writer.WriteStartObject("items"u8);
        }

        writer.WriteString("type"u8, parameter.Most is null ? "string"u8 : "integer"u8);
        if (parameter.Most is { } most)
        {
            writer.WriteNumber("minimum"u8, 1);
            writer.WriteNumber("maximum"u8, most);
            writer.WriteNumber("default"u8, ApiParameter.DefaultLimit);
        }

        if (!parameter.Words.IsEmpty)
            writer.WriteTexts("enum", parameter.Words);
        if (parameter.IsRepeatable)
            writer.WriteEndObject();
    }

    private static void WriteResponses(Utf8JsonWriter writer, ApiRoute route)
    {
        writer.WriteStartObject("responses"u8);
        foreach (var status in route.Successes)
            WriteResponse(writer, status.ToString(CultureInfo.InvariantCulture), status == StatusCodes.Status202Accepted ? "It waits, or is being done; Location says where to ask" : "OK", "application/json", route.Schema);
        if (route.Method == HttpMethods.Get)
            WriteResponse(writer, "304", "What If-None-Match names is still what would be answered", null, null);
        WriteResponse(writer, "default", "What is wrong, and what to do", "application/problem+json", Problem);
        writer.WriteEndObject();
    }

    private static void WriteResponse(Utf8JsonWriter writer, string status, string description, string? type, string? schema)
    {
        writer.WriteStartObject(status);
        writer.WriteString("description"u8, description);
        if (type is not null)
            WriteContent(writer, type, schema!);
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, string type, string schema)
    {
        writer.WriteStartObject("content"u8);
        writer.WriteStartObject(type);
        writer.WriteStartObject("schema"u8);
        writer.WriteString("$ref"u8, $"#/components/schemas/{schema}");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary><c>getServersName</c>, <c>postSync</c>: for programs that generate a client.</summary>
    private static string OperationId(ApiRoute route) => route.Method.ToLowerInvariant()
        + string.Concat(route.Path.Split('/', '{', '}', '.').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}

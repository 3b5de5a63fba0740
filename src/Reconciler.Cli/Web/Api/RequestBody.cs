using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Web.Api;

/// <summary>What somebody sent, as an object with these fields and no others. Each is read as what it must be, or is a problem that names it.</summary>
internal sealed class RequestBody
{
    private const int LargestBody = 64 << 10;

    private const int LongestText = 1000;

    private const int MostNames = 1000;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    private static readonly JsonDocumentOptions strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly Dictionary<string, JsonElement> fields;

    private RequestBody(Dictionary<string, JsonElement> fields) => this.fields = fields;

    /// <param name="known">Names of fields.</param>
    /// <exception cref="ApiProblem">It is no such object.</exception>
    internal static async Task<RequestBody> ReadAsync(ApiCall call, params string[] known)
    {
        var bytes = await BytesAsync(call);
        if (bytes.Length == 0)
            return new([]);

        if (!MediaTypeHeaderValue.TryParse(call.Context.Request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            throw new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "the body must be JSON, and say so: Content-Type: application/json");

        try
        {
            var root = JsonDocument.Parse(bytes, strict).RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Bad($"the body must be an object with the fields {string.Join(", ", known)}");

            var fields = root.EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
            if (fields.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
                throw Bad($"there is no field '{Shown(unknown)}' here; {(known.Length == 0 ? "leave it out" : $"there are: {string.Join(", ", known)}")}{NearestName.Question(NearestName.Of(unknown, known))}");
            return new(fields);
        }
        catch (JsonException malformed)
        {
            throw Bad($"the body is no JSON that can be read: {malformed.Message}");
        }
    }

    /// <summary>One line; null when it is not there.</summary>
    internal string? Text(string name)
    {
        if (!fields.TryGetValue(name, out var value))
            return null;

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestText } text && !text.Any(char.IsControl)
            ? text
            : throw Bad($"{name} must be one line of text with up to {LongestText} characters");
    }

    internal string RequiredText(string name) => Text(name) ?? throw Bad($"{name} is missing");

    internal bool Flag(string name) => fields.TryGetValue(name, out var value)
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Bad($"{name} must be true or false"));

    /// <summary>Empty when it is not there.</summary>
    internal IReadOnlyList<string> Texts(string name)
    {
        if (!fields.TryGetValue(name, out var value))
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostNames)
            throw Bad($"{name} must be an array of up to {MostNames} names");

        return [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= LongestText } text && !text.Any(char.IsControl)
            ? text
            : throw Bad($"{name} must hold names only"))];
    }

    internal static ApiProblem Bad(string message) => new(StatusCodes.Status400BadRequest, message);

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(ApiCall call)
    {
        if (call.Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBody;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted);
        deadline.CancelAfter(patience);
        using var body = new MemoryStream();
        try
        {
            await call.Context.Request.Body.CopyToAsync(body, deadline.Token);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ApiProblem(tooLarge.StatusCode, $"the body is larger than {LargestBody >> 10} KiB, and nothing here takes so much");
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            throw new ApiProblem(StatusCodes.Status408RequestTimeout, $"the body did not come within {patience.TotalSeconds} seconds");
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static string Shown(string text) => VisibleText.Of(text.Length > 100 ? text[..100] + "…" : text);
}

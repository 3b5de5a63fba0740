using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Reports;

namespace Reconciler.Cli.Web.Api;

/// <summary>JSON for whoever asked.</summary>
/// <param name="Body">With a line feed at its end.</param>
internal sealed record ApiAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>When the answer was true, where it says so itself: no part of what its tag stands for.</summary>
    internal DateTimeOffset? MadeAt { get; init; }

    /// <summary>Where to ask further.</summary>
    internal string? Location { get; init; }

    internal static ApiAnswer Of(Action<Utf8JsonWriter> fields) => new(StatusCodes.Status200OK, JsonReport.Bytes(fields));
}

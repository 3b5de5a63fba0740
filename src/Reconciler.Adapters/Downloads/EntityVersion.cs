using System.Net.Http.Headers;

namespace Reconciler.Adapters.Downloads;

/// <summary>By what a server tells one version of a file from the next (RFC 9110, section 8.8).</summary>
/// <param name="ETag">A strong one, with its quotes.</param>
internal sealed record EntityVersion(string? ETag, DateTimeOffset? LastModified)
{
    internal static EntityVersion Unknown { get; } = new(null, null);

    /// <summary>Null: the server names no version, and only the sum tells at the end whether the parts fit together.</summary>
    internal RangeConditionHeaderValue? Condition =>
        ETag is not null ? new(EntityTagHeaderValue.Parse(ETag)) : LastModified is { } time ? new(time) : null;

    internal static EntityVersion Of(HttpResponseMessage response) => new(
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null,
        response.Content.Headers.LastModified);
}

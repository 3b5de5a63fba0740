namespace Reconciler.Testing.Web;

/// <param name="Target">Path and query.</param>
public sealed record WebRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>As long as <c>Content-Length</c> says.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Of a <c>Range: bytes=N-</c>; null: all is wanted.</summary>
    public long? From => Headers.TryGetValue("Range", out var range) ? long.Parse(range["bytes=".Length..].TrimEnd('-')) : null;

    public string? IfRange => Headers.GetValueOrDefault("If-Range");
}

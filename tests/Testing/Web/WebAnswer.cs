namespace Reconciler.Testing.Web;

/// <summary>What a <see cref="WebServer"/> sends, and how badly.</summary>
public sealed record WebAnswer(int Status, byte[] Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>The connection is cut after so many bytes of the body.</summary>
    public int? CutAfter { get; init; }

    /// <summary>The connection stays open after so many bytes of the body, and nothing more comes.</summary>
    public int? HangAfter { get; init; }

    /// <summary>Between one kilobyte and the next.</summary>
    public TimeSpan Pause { get; init; }

    public static WebAnswer Redirect(int status, string location) => new(status, []) { Headers = new() { ["Location"] = location } };

    /// <summary>As a good server sends a file: ranges, and all of it when <c>If-Range</c> names another version.</summary>
    public static WebAnswer File(WebRequest request, byte[] bytes, string? etag = null)
    {
        var headers = new Dictionary<string, string>();
        if (etag is not null)
            headers["ETag"] = etag;
        if (request.From is not { } from || (request.IfRange is { } version && version != etag))
            return new(200, bytes) { Headers = headers };
        if (from >= bytes.Length)
            return new(416, []) { Headers = new() { ["Content-Range"] = $"bytes */{bytes.Length}" } };

        headers["Content-Range"] = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        return new(206, bytes[(int)from..]) { Headers = headers };
    }
}

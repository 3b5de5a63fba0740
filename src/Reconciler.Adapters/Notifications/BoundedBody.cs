using System.Text;

namespace Reconciler.Adapters.Notifications;

/// <summary>The beginning of an answer: whoever answers without end is not listened to.</summary>
internal static class BoundedBody
{
    private const int MostBytes = 4096;

    internal static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MostBytes];
        var count = await body.ReadAtLeastAsync(bytes, MostBytes, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, count);
    }
}

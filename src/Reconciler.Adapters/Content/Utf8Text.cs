using System.Text;

namespace Reconciler.Adapters.Content;

/// <summary>Bytes from a disk that should be text.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    /// <returns>Null when they are not UTF-8.</returns>
    internal static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

using System.Buffers.Text;
using System.Text;

namespace Reconciler.Cli.Web.Api;

/// <summary>
/// Where a page ended, as text that nobody need understand: the last name on it. Whatever comes or goes meanwhile, the next page goes on behind
/// that name, and nothing that stays is left out or shown twice.
/// </summary>
internal static class Cursor
{
    private const int Longest = 400;

    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static string Write(string last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(last));

    /// <summary>Null for what <see cref="Write"/> never gave.</summary>
    internal static string? TryRead(string cursor)
    {
        try
        {
            return cursor.Length is > 0 and <= Longest && strict.GetString(Base64Url.DecodeFromChars(cursor)) is var last && Write(last) == cursor && !last.Any(char.IsControl) ? last : null;
        }
        catch (Exception malformed) when (malformed is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}

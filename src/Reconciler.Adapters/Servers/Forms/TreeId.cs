using System.Security.Cryptography;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>A tree's name for us: 16 lowercase hexadecimal characters, random.</summary>
internal static class TreeId
{
    private const int RandomBytes = 8;

    public static string Next() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));

    public static bool IsValid(string id) => id.Length == 2 * RandomBytes && id.All(char.IsAsciiHexDigitLower);
}

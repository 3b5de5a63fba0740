using System.Collections.Immutable;

namespace Reconciler.Cli.Workplaces;

/// <summary>Who may ask over HTTP, and for what. The token itself is nowhere but with its owner.</summary>
/// <param name="Name">As records name whoever used it: letters, digits, hyphens, underscores, dots.</param>
/// <param name="Hash">SHA-256 of the token's text.</param>
/// <param name="Expires">Null: never.</param>
internal sealed record TokenSettings(string Name, TokenRole Role, ImmutableArray<byte> Hash, DateTimeOffset? Expires)
{
    internal const int LongestName = 64;

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary><c>read</c>, <c>operate</c></summary>
    internal static string Word(TokenRole role) => role == TokenRole.Read ? "read" : "operate";

    /// <summary>Null for no such word.</summary>
    internal static TokenRole? ParseRole(string word) => word switch
    {
        "read" => TokenRole.Read,
        "operate" => TokenRole.Operate,
        _ => null,
    };
}

/// <summary>Ascending: each may what those before it may.</summary>
internal enum TokenRole
{
    Read,

    Operate,
}

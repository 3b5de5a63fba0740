namespace Reconciler.Core.Resources;

/// <summary>The rule for a package's version: <c>[A-Za-z0-9][A-Za-z0-9._+-]{0,63}</c>. A version is text, never a number: 1.10 is not 1.1.</summary>
public static class PackageVersion
{
    public const int MaxLength = 64;

    public const string Pattern = "[A-Za-z0-9][A-Za-z0-9._+-]{0,63}";

    /// <summary>The version that <c>adopt --as-is</c> gives to a tree whose origin is unknown.</summary>
    public const string Unmanaged = "unmanaged";

    public static bool IsValid(string version) =>
        version.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(version[0])
        && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '+' or '-');
}

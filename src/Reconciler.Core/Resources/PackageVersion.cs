using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>One version of a package's content, and where that comes from.</summary>
/// <param name="Name">
/// <c>[A-Za-z0-9][A-Za-z0-9._+-]{0,63}</c>: text, never a number, so that 1.10 is not 1.1. Null, which only a package's single version can be: the
/// first twelve characters of the content's digest.
/// </param>
/// <param name="At">Where its item in <c>versions</c> begins; in the short form the line that names it, else that of the package's name.</param>
public sealed record PackageVersion(string? Name, PackageSource Source, SourcePosition At)
{
    public const int MaxLength = 64;

    public const string Pattern = "[A-Za-z0-9][A-Za-z0-9._+-]{0,63}";

    /// <summary>The version that <c>adopt --as-is</c> gives to a tree whose origin is unknown.</summary>
    public const string Unmanaged = "unmanaged";

    /// <summary>The file that says which version is current, under <see cref="Layout.Versions"/>: it stands among the versions, so that none may be called so.</summary>
    public const string Pointer = "current.json";

    /// <summary>The last line of its item in <c>versions</c>, so that a changed line can be told to be its own.</summary>
    public int LastLine { get; init; }

    public static bool IsValid(string version) =>
        version.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(version[0])
        && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '+' or '-');
}

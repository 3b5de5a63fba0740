namespace Reconciler.Core.Resources;

/// <summary>The rule for every <c>metadata.name</c>: <c>[A-Za-z0-9][A-Za-z0-9._-]{0,127}</c>.</summary>
public static class ResourceName
{
    public const int MaxLength = 128;

    public const string Pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}

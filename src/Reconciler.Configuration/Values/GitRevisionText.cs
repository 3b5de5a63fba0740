namespace Reconciler.Configuration.Values;

/// <summary>What may name a revision: what <c>git check-ref-format</c> allows, and so commit ids. Expressions such as <c>main~3</c> mean another commit every day and are none.</summary>
internal static class GitRevisionText
{
    public const int MaxLength = 255;

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaxLength
        && text[0] is not ('-' or '/' or '.')
        && text[^1] is not ('/' or '.')
        && text != "@"
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '~' or '^' or ':' or '?' or '*' or '[' or '\\')
        && !text.Contains("..", StringComparison.Ordinal)
        && !text.Contains("//", StringComparison.Ordinal)
        && !text.Contains("/.", StringComparison.Ordinal)
        && !text.Contains("@{", StringComparison.Ordinal)
        && !text.EndsWith(".lock", StringComparison.Ordinal);
}

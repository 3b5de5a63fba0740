namespace Reconciler.Core.Diagnostics;

/// <summary>A stretch of one line: what a diagnostic underlines.</summary>
/// <param name="Length">In characters, at least 1.</param>
public readonly record struct SourceSpan(SourcePosition At, int Length = 1)
{
    /// <summary>A file as a whole, for problems that have no line.</summary>
    public static SourceSpan File(string path) => new(new SourcePosition(path));

    /// <summary>A word that stands at <paramref name="at"/>.</summary>
    public static SourceSpan Of(SourcePosition at, string word) => new(at, Math.Max(1, word.Length));
}

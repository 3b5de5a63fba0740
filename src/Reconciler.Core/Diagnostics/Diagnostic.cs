using System.Collections.Immutable;

namespace Reconciler.Core.Diagnostics;

/// <summary>One thing that is wrong with the configuration or a package's content, and where.</summary>
/// <param name="Code"><c>RCN</c> and four digits; stable, never reused. Each has a page in <c>Codes/</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Length">How many characters of the line are meant, for the caret; at least 1.</param>
public sealed record Diagnostic(Severity Severity, string Code, SourcePosition At, string Message, int Length = 1)
    : IComparable<Diagnostic>
{
    /// <summary>What to do about it.</summary>
    public string Help { get; init; } = "";

    /// <summary>In the order in which they are to be read.</summary>
    public ImmutableArray<RelatedPlace> Related { get; init; } = [];

    public SourceSpan Span => new(At, Length);

    /// <summary>What is wrong, and what to do: <c>unknown field 'bandwith'; did you mean 'bandwidth'?</c></summary>
    public string Sentence => Help.Length == 0 ? Message : $"{Message}; {Help}";

    /// <summary>By place, then by code, so that the same commit gives the same list.</summary>
    public int CompareTo(Diagnostic? other)
    {
        if (other is null)
            return 1;

        var byPlace = At.CompareTo(other.At);
        if (byPlace != 0)
            return byPlace;

        var byCode = string.CompareOrdinal(Code, other.Code);
        return byCode != 0 ? byCode : string.CompareOrdinal(Message, other.Message);
    }

    public bool Equals(Diagnostic? other) => other is not null
        && (Severity, Code, Span, Sentence) == (other.Severity, other.Code, other.Span, other.Sentence)
        && Related.SequenceEqual(other.Related);

    public override int GetHashCode() => HashCode.Combine(Code, At, Message);

    public static bool operator <(Diagnostic left, Diagnostic right) => left.CompareTo(right) < 0;

    public static bool operator >(Diagnostic left, Diagnostic right) => left.CompareTo(right) > 0;

    public static bool operator <=(Diagnostic left, Diagnostic right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Diagnostic left, Diagnostic right) => left.CompareTo(right) >= 0;

    /// <summary>One line, as programs read it: <c>stores/london.yaml:12:11: error RCN2004: unknown field 'bandwith'; did you mean 'bandwidth'?</c></summary>
    public override string ToString()
    {
        var line = $"{At}: {Severity.ToString().ToLowerInvariant()} {Code}: {Sentence}";
        return Related.IsEmpty ? line : $"{line} ({string.Join(", ", Related)})";
    }
}

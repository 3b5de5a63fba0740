namespace Reconciler.Core.Diagnostics;

/// <summary>One thing that is wrong with the configuration or a package's content, and where.</summary>
/// <param name="Code"><c>RCN</c> and four digits; stable, never reused.</param>
/// <param name="Length">How many characters of the line are meant, for the caret; at least 1.</param>
public sealed record Diagnostic(Severity Severity, string Code, SourcePosition At, string Message, int Length = 1)
    : IComparable<Diagnostic>
{
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

    public static bool operator <(Diagnostic left, Diagnostic right) => left.CompareTo(right) < 0;

    public static bool operator >(Diagnostic left, Diagnostic right) => left.CompareTo(right) > 0;

    public static bool operator <=(Diagnostic left, Diagnostic right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Diagnostic left, Diagnostic right) => left.CompareTo(right) >= 0;

    /// <summary><c>stores/london.yaml:12:11: error RCN2004: unknown field 'bandwith'; did you mean 'bandwidth'?</c></summary>
    public override string ToString() => $"{At}: {Severity.ToString().ToLowerInvariant()} {Code}: {Message}";
}

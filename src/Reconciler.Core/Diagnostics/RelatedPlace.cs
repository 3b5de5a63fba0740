namespace Reconciler.Core.Diagnostics;

/// <summary>Another place that belongs to a problem.</summary>
/// <param name="Why">Why it is shown, before a colon: <c>first defined here</c>.</param>
public readonly record struct RelatedPlace(SourceSpan Span, string Why)
{
    /// <summary><c>first defined here: stores/paris.yaml:3:13</c></summary>
    public override string ToString() => $"{Why}: {Span.At}";
}

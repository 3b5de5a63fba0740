namespace Reconciler.Core.Diagnostics;

/// <summary>One step of the way round a cycle.</summary>
/// <param name="Span">Where <paramref name="From"/> names <paramref name="To"/>.</param>
public readonly record struct CycleStep(string From, string To, SourceSpan Span);

namespace Reconciler.Benchmarks.Copies;

/// <summary>Something counted, not timed.</summary>
internal sealed record Fact(string Name, string Value);

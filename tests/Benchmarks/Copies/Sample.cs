namespace Reconciler.Benchmarks.Copies;

/// <param name="Cache"><c>warm</c> or <c>cold</c>: what the page cache had of source and servers.</param>
internal sealed record Sample(char Workload, CopyStep Step, string Cache, string Contender, int Round, Measured Measured);

namespace Reconciler.Core.Status;

/// <param name="Desired">How many servers of the scope should hold it.</param>
public sealed record VersionStatus(string Name, int Desired);

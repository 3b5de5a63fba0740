using Reconciler.Core.Resources;

namespace Reconciler.Engine.TransferPackages;

/// <summary>A commit whose plan was begun.</summary>
/// <param name="Commit">Of the configuration repository.</param>
/// <param name="Plan">The plan's hash.</param>
/// <param name="IsUnscoped">The plan was of everything that the commit declares.</param>
/// <param name="Policy">That the commit declares.</param>
/// <param name="Converged">Null: not yet, or superseded before.</param>
public sealed record CommitRecord(string Commit, string Plan, bool IsUnscoped, Policy Policy, DateTimeOffset Begun, DateTimeOffset? Converged = null)
{
    /// <summary><c>main@sha1:</c> and the id in full; null in records that do not have it.</summary>
    public string? Revision { get; init; }

    /// <summary>When everything was done but what waits as declared, on suspended servers for instance; null: not so far.</summary>
    public DateTimeOffset? Waiting { get; init; }
}

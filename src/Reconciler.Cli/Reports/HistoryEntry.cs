using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>One thing that happened.</summary>
/// <param name="Commit">Of the configuration repository; null where none caused it.</param>
/// <param name="Plan">The plan's hash; likewise.</param>
internal abstract record HistoryEntry(DateTimeOffset At, string? Commit, string? Plan)
{
    /// <param name="Version">Of the content that the event is about, where it is known.</param>
    /// <param name="IsUnfinished">A begun action that nothing ended so far.</param>
    internal sealed record OfPackage(TransferPackageRecord Record, PackageName Package, TransferPackageEvent Happened, string? Version, bool IsUnfinished)
        : HistoryEntry(Record.At, Record.Commit, Record.Plan)
    {
        /// <summary>Of the Git repository that content which was placed came from; null where it came from elsewhere.</summary>
        internal string? SourceCommit { get; init; }

        /// <summary>Every action is recorded twice, when it begins and when it ends; people need only the end.</summary>
        internal bool IsTold => Happened is not TransferPackageEvent.Begun || IsUnfinished;
    }

    internal sealed record OfServer(DateTimeOffset At, ServerName Server, ServerEvent Happened) : HistoryEntry(At, null, null);

    /// <summary>The commit's plan was begun.</summary>
    internal sealed record Begun(CommitRecord Record) : HistoryEntry(Record.Begun, Record.Commit, Record.Plan);

    /// <summary>All that the commit says was done, but what waits as declared.</summary>
    internal sealed record Waiting(CommitRecord Record) : HistoryEntry(Record.Waiting!.Value, Record.Commit, Record.Plan);

    /// <summary>Every server held what the commit says.</summary>
    internal sealed record Converged(CommitRecord Record) : HistoryEntry(Record.Converged!.Value, Record.Commit, Record.Plan);
}

using System.Collections.Immutable;
using Reconciler.Core.Commits;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Despooling;

namespace Reconciler.Engine.Reconciling;

/// <summary>What the loop tells. Lines for people, recorded events and conditions are renderings of one stream of these.</summary>
public abstract record LoopEvent
{
    /// <summary>A step of a reconciliation of its own.</summary>
    public sealed record Step(RunStep What) : LoopEvent;

    /// <summary>The newest commit cannot be used; told once for each commit.</summary>
    /// <param name="Reading">For its lines; null when the commit is refused for another reason than its diagnostics.</param>
    /// <param name="Message">Without <paramref name="Reading"/>: why.</param>
    /// <param name="Good">The commit that goes on to be kept up; null when there was none yet.</param>
    public sealed record Unusable(CommitInfo Commit, Reading? Reading, ImmutableArray<Diagnostic> Diagnostics, string? Message, string? Good) : LoopEvent;

    /// <summary>The repository, or the state, cannot be read or written.</summary>
    public sealed record Failed(Exception Failure, TimeSpan NextIn) : LoopEvent;

    /// <summary>The run under way ends early, because there is a newer commit.</summary>
    public sealed record Superseded(string Commit) : LoopEvent;

    /// <summary>Something of a verification of its own.</summary>
    public sealed record Verifying(Happened What) : LoopEvent;

    /// <summary>The repository was asked for news.</summary>
    /// <param name="IsDone">False: it could not be read.</param>
    public sealed record Fetched(TimeSpan Took, bool IsDone) : LoopEvent;

    /// <summary>The end of a pass, also of one that failed.</summary>
    /// <param name="Attempted">The newest commit that was read; null when none was.</param>
    /// <param name="Left">What is left to do; null when nothing was planned.</param>
    public sealed record Passed(CommitInfo? Attempted, PlanMade? Left, DateTimeOffset Next) : LoopEvent
    {
        public TimeSpan Took { get; init; }
    }
}

namespace Reconciler.Benchmarks.Copies;

/// <summary>What is measured, in the order in which each contender does it.</summary>
internal enum CopyStep
{
    FirstCopy,
    NothingToDo,
    OneFileChanged,
    OneMoreServer,
    CheckByStat,
    CheckByContent,

    /// <summary>As <see cref="NothingToDo"/>, with a source that is followed: each of its files is looked at, as peers do it.</summary>
    NothingToDoFollowed,
    OneFileChangedFollowed,
}

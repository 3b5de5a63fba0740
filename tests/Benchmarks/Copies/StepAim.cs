namespace Reconciler.Benchmarks.Copies;

/// <summary>What a step is called, and which share of the best peer's time it may take.</summary>
/// <param name="AgainstPeers">The peers' step that it is compared with.</param>
internal sealed record StepAim(CopyStep Step, string Title, CopyStep AgainstPeers, double Ratio)
{
    /// <summary>Or this multiple of the time in which the disk takes the bytes.</summary>
    public double? DiskRatio { get; init; }

    public static IReadOnlyList<StepAim> For(Workload workload) =>
    [
        new(CopyStep.FirstCopy, "first copy", CopyStep.FirstCopy, workload.Letter == 'B' ? 0.8 : 0.7) { DiskRatio = 1.25 },
        new(CopyStep.NothingToDo, "nothing to do", CopyStep.NothingToDo, 0.1),
        new(CopyStep.NothingToDoFollowed, "… with `follow: true`", CopyStep.NothingToDo, 0.1),
        new(CopyStep.OneFileChanged, "one small file changed", CopyStep.OneFileChanged, 0.2),
        new(CopyStep.OneFileChangedFollowed, "… with `follow: true`", CopyStep.OneFileChanged, 0.2),
        new(CopyStep.OneMoreServer, "one more server", CopyStep.OneMoreServer, 0.9),
        new(CopyStep.CheckByStat, "check by sizes and times", CopyStep.CheckByStat, 0.7),
        new(CopyStep.CheckByContent, "check by contents", CopyStep.CheckByContent, 1),
    ];
}

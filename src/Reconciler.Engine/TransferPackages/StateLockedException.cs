namespace Reconciler.Engine.TransferPackages;

/// <summary>Somebody else holds the state's lock.</summary>
/// <param name="holder">For a person: <c>reconciler run (pid 812 on hq-1) since 2026-11-22 14:03Z</c>; null when it left no word.</param>
public sealed class StateLockedException(string lockPath, StateLockHolder? holder)
    : Exception($"The state is locked by {holder?.ToString() ?? "another process"} ({lockPath})")
{
    public string LockPath { get; } = lockPath;

    public StateLockHolder? Holder { get; } = holder;
}

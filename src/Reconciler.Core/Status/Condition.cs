namespace Reconciler.Core.Status;

/// <summary>A condition in the habit of Kubernetes: <c>Ready</c> is always told; <c>Reconciling</c> and <c>Stalled</c> only when they are true, which is not as it should stay.</summary>
/// <param name="Reason">One word that never changes, for programs.</param>
/// <param name="Message">For people.</param>
public sealed record Condition(ConditionType Type, bool IsTrue, string Reason, string Message);

public enum ConditionType
{
    /// <summary>Everything is where it should be, by the records, or waits as somebody declared: when a sync would end with 0.</summary>
    Ready,

    /// <summary>Something is left that the next run does.</summary>
    Reconciling,

    /// <summary>Time alone mends nothing: somebody has to act.</summary>
    Stalled,
}

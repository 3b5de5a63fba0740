namespace Reconciler.Engine.Notifications;

/// <summary>What a receiver wants to be told, and how often.</summary>
/// <param name="Name">As the settings call it.</param>
/// <param name="RemindEvery">How often trouble that lasts is told again; null: never.</param>
/// <param name="AtMostEvery">Trouble is told at once; what follows, not sooner than so long after it.</param>
public sealed record ReceiverRules(string Name, ReceiverWish Wish, TimeSpan? RemindEvery, TimeSpan AtMostEvery);

public enum ReceiverWish
{
    /// <summary>Whatever changes how things stand.</summary>
    All,

    /// <summary>Trouble, and its end.</summary>
    Failures,

    /// <summary>What became of each commit.</summary>
    CommitStatus,
}

namespace Reconciler.Engine.Notifications;

/// <summary>How things stand, in one word.</summary>
public enum BulletinState
{
    /// <summary>Every server holds what the commit says.</summary>
    Converged,

    /// <summary>What is left waits as declared.</summary>
    Waiting,

    /// <summary>A commit is being placed.</summary>
    Placing,

    /// <summary>Removals wait until somebody approves them.</summary>
    ApprovalNeeded,

    /// <summary>Something is wrong on a server, or with a package's content.</summary>
    NotConverged,

    /// <summary>The newest commit is invalid or refused; the last good one is kept up.</summary>
    NotUsed,

    /// <summary>The repository, or the state, cannot be read or written.</summary>
    Unreadable,
}

public static class BulletinStateText
{
    /// <summary>The word in messages and records. Never changes.</summary>
    public static string Word(this BulletinState state) => state switch
    {
        BulletinState.Converged => "converged",
        BulletinState.Waiting => "waiting",
        BulletinState.Placing => "placing",
        BulletinState.ApprovalNeeded => "approval-needed",
        BulletinState.NotConverged => "not-converged",
        BulletinState.NotUsed => "not-used",
        BulletinState.Unreadable => "unreadable",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "unknown state"),
    };

    /// <exception cref="FormatException">Not such a word.</exception>
    public static BulletinState Parse(string word) =>
        Enum.GetValues<BulletinState>().Where(state => state.Word() == word).Select(state => (BulletinState?)state).FirstOrDefault()
        ?? throw new FormatException($"'{word}' is not how things stand");

    /// <summary>Nobody has to look.</summary>
    public static bool IsGood(this BulletinState state) => state is BulletinState.Converged or BulletinState.Waiting or BulletinState.Placing;
}

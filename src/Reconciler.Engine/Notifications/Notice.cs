namespace Reconciler.Engine.Notifications;

/// <summary>What is to be told to a receiver now.</summary>
/// <param name="Delivery">The same whenever it is sent again because it may have arrived, also after a restart: 32 hexadecimal characters.</param>
/// <param name="After">To be recorded once it has arrived.</param>
public abstract record Notice(string Delivery, Told After)
{
    /// <summary>For people, and for programs that want all of it.</summary>
    /// <param name="Since">When trouble that has ended, or lasts, began; null otherwise.</param>
    public sealed record Message(string Delivery, Told After, NoticeKind Kind, Bulletin Bulletin, DateTimeOffset? Since) : Notice(Delivery, After);

    /// <summary>What became of a commit.</summary>
    /// <param name="Commit">Its id.</param>
    /// <param name="Description">For people; one line.</param>
    public sealed record Status(string Delivery, Told After, string Commit, CommitState State, string Description) : Notice(Delivery, After);

    /// <summary>Somebody tries whether the receiver answers.</summary>
    /// <param name="Commit">Id of the commit that a status is tried on.</param>
    public sealed record Test(string Delivery, Told After, string Commit) : Notice(Delivery, After);
}

public enum NoticeKind
{
    /// <summary>Things stand otherwise than they did.</summary>
    Changed,

    /// <summary>Trouble has ended.</summary>
    Recovered,

    /// <summary>Trouble lasts.</summary>
    Reminder,
}

public static class NoticeKindText
{
    /// <summary>The word in messages. Never changes.</summary>
    public static string Word(this NoticeKind kind) => kind switch
    {
        NoticeKind.Changed => "changed",
        NoticeKind.Recovered => "recovered",
        NoticeKind.Reminder => "reminder",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind"),
    };
}

public enum CommitState
{
    Pending,

    Success,

    Failure,

    /// <summary>A newer commit came before this one was everywhere.</summary>
    Superseded,
}

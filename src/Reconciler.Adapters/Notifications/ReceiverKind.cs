namespace Reconciler.Adapters.Notifications;

public enum ReceiverKind
{
    /// <summary>JSON of our own, signed.</summary>
    Webhook,

    /// <summary>An incoming webhook of Slack.</summary>
    Slack,

    /// <summary>A webhook of a workflow of Microsoft Teams.</summary>
    Teams,

    /// <summary>Commit statuses.</summary>
    GitHub,

    /// <summary>Commit statuses.</summary>
    GitLab,
}

public static class ReceiverKindText
{
    /// <summary>The word in settings and messages. Never changes.</summary>
    public static string Word(this ReceiverKind kind) => kind switch
    {
        ReceiverKind.Webhook => "webhook",
        ReceiverKind.Slack => "slack",
        ReceiverKind.Teams => "teams",
        ReceiverKind.GitHub => "github",
        ReceiverKind.GitLab => "gitlab",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind"),
    };

    /// <summary>It is told about commits, not about how things stand.</summary>
    public static bool IsOfCommits(this ReceiverKind kind) => kind is ReceiverKind.GitHub or ReceiverKind.GitLab;
}

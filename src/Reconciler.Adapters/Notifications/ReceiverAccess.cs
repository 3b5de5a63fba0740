using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>How a receiver is reached.</summary>
/// <param name="Name">As the settings call it.</param>
/// <param name="Url">Of a webhook, or of a host's API; itself a secret, unless <paramref name="IsUrlOpen"/>. Asked at every use, as every secret.</param>
/// <param name="IsUrlOpen">It stands in the settings for all to read.</param>
public sealed record ReceiverAccess(string Name, ReceiverKind Kind, Func<string> Url, bool IsUrlOpen)
{
    /// <summary>With which a webhook is signed; null for the other kinds.</summary>
    /// <exception cref="DeliveryException">It cannot be read.</exception>
    public Func<string>? Secret { get; init; }

    /// <summary>Of a host of repositories; null for the other kinds.</summary>
    /// <exception cref="DeliveryException">It cannot be read.</exception>
    public Func<string>? Token { get; init; }

    /// <summary><c>owner/name</c>, or the path of a project of GitLab.</summary>
    public string Repository { get; init; } = "";

    /// <summary>Under which a commit's status stands.</summary>
    public string Context { get; init; } = "";

    /// <summary>PEM with further authorities; absolute.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>Null: as the environment says.</summary>
    public string? Proxy { get; init; }
}

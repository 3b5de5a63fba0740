namespace Reconciler.Engine.Notifications;

/// <summary>A receiver did not take what it was told. The message has no secret in it, and neither has any inner exception: there is none.</summary>
public sealed class DeliveryException(string message) : Exception(message)
{
    /// <summary>The same will be refused again until somebody changes something.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Nobody knows whether the receiver took it all the same.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>What the receiver asks to wait; null: nothing.</summary>
    public TimeSpan? Wait { get; init; }
}

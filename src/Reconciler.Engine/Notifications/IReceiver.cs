namespace Reconciler.Engine.Notifications;

/// <summary>Somebody outside who wants to be told.</summary>
public interface IReceiver
{
    /// <summary>Tries once, within half a minute.</summary>
    /// <returns>What was answered.</returns>
    /// <exception cref="DeliveryException">It did not take it.</exception>
    Task<ReceiverAnswer> TellAsync(Notice notice, CancellationToken cancellationToken);
}

/// <param name="To">Where it was sent, without what is secret in it.</param>
/// <param name="Text">What came back, for people; one line, without secrets.</param>
public sealed record ReceiverAnswer(string To, string Text);

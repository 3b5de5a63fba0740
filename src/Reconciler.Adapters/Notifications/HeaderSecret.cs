using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>A token that goes into a header.</summary>
internal static class HeaderSecret
{
    /// <exception cref="DeliveryException">It cannot be read, or no header can have it.</exception>
    internal static string Of(ReceiverAccess access)
    {
        var token = access.Token!();
        return token.All(letter => letter is > ' ' and < '\u007f')
            ? token
            : throw new DeliveryException($"the token of {access.Name} has characters that no token has; write it as its host showed it, on one line") { IsRefused = true };
    }
}

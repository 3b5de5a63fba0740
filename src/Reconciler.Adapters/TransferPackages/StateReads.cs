using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>Reads whose failures are named as the state's.</summary>
internal static class StateReads
{
    /// <exception cref="StateUnreadableException">In the place of what the system or the format throws.</exception>
    public static T Try<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new StateUnreadableException(path, 0, exception.Message, exception);
        }
    }
}

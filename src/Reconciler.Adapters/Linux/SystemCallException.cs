using System.Runtime.InteropServices;

namespace Reconciler.Adapters.Linux;

/// <summary>The system refused a call.</summary>
/// <param name="error">See <see cref="Linux.Errno"/>.</param>
/// <param name="what">What was tried, as it stands after "cannot": <c>open</c>, <c>make the directory</c>.</param>
internal sealed class SystemCallException(int error, string what, string path)
    : IOException($"cannot {what} '{path}': {Marshal.GetPInvokeErrorMessage(error)}")
{
    public int Errno { get; } = error;

    public string Path { get; } = path;

    /// <summary>The system's words for it.</summary>
    public string Reason { get; } = Marshal.GetPInvokeErrorMessage(error);

    /// <summary>For the call that was made last on this thread.</summary>
    public static SystemCallException Last(string what, string path) => new(Marshal.GetLastPInvokeError(), what, path);

    /// <summary>After a call that a signal may have cut short, which is to be made again then.</summary>
    public static void ThrowUnlessInterrupted(string what, string path)
    {
        if (Marshal.GetLastPInvokeError() != Linux.Errno.EINTR)
            throw Last(what, path);
    }
}

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

    /// <summary>For the call that was made last on this thread.</summary>
    public static SystemCallException Last(string what, string path) => new(Marshal.GetLastPInvokeError(), what, path);
}

namespace Reconciler.Adapters.Linux;

/// <summary>A call into the system failed.</summary>
/// <param name="action">What was tried: <c>fsync</c>, <c>rename</c>, …</param>
/// <param name="errno">See <see cref="PosixError"/>.</param>
/// <param name="reason">The system's words for it.</param>
internal sealed class PosixException(string action, string path, int errno, string reason) : IOException($"{path}: {action}: {reason}")
{
    public string Action { get; } = action;

    public string Path { get; } = path;

    public int Errno { get; } = errno;

    public string Reason { get; } = reason;
}

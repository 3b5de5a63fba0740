using System.Runtime.InteropServices;

namespace Reconciler.Adapters.Linux;

/// <summary>What files and directories have in common.</summary>
internal static class HandleCalls
{
    private const long NsPerSecond = 1_000_000_000;

    public static void SetMode(SafeHandle handle, int mode, string path)
    {
        if (LibC.ChangeMode(handle, (uint)mode) != 0)
            throw SystemCallException.Last("change the mode of", path);
    }

    public static void SetModified(SafeHandle handle, long modifiedNs, string path)
    {
        if (LibC.SetTimes(handle, Times(modifiedNs)) != 0)
            throw SystemCallException.Last("set the time of", path);
    }

    public static void Sync(SafeHandle handle, string path)
    {
        if (LibC.Sync(handle) != 0)
            throw SystemCallException.Last("make durable", path);
    }

    public static LibC.TimeSpec[] Times(long modifiedNs)
    {
        var seconds = Math.DivRem(modifiedNs, NsPerSecond, out var nanoseconds);
        var time = nanoseconds < 0 ? new LibC.TimeSpec(seconds - 1, nanoseconds + NsPerSecond) : new(seconds, nanoseconds);
        return [time, time];
    }
}

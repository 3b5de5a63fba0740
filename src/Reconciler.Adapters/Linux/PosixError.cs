using System.Runtime.InteropServices;

namespace Reconciler.Adapters.Linux;

/// <summary>Error numbers of the last call (the same on every Linux processor that .NET runs on), and the exception they become.</summary>
internal static class PosixError
{
    public const int Permission = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int WouldBlock = 11;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int TooManyLinks = 31;
    public const int NotSupported = 95;

    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>Of the last call that was imported with <c>SetLastError</c>, on this thread.</summary>
    public static PosixException Exception(string action, string path) =>
        new(action, path, Last, Marshal.GetPInvokeErrorMessage(Last));
}

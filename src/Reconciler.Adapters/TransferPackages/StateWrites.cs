using Reconciler.Adapters.Linux;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>Durable writes whose failures are named as the state's.</summary>
internal static class StateWrites
{
    /// <summary>With a line feed at the end, as text files have.</summary>
    public static void Replace(string path, ReadOnlyMemory<byte> json) => Try(path, () => Durable.Replace(path, [.. json.Span, (byte)'\n']));

    public static void Append(string path, long length, ReadOnlyMemory<byte> bytes) =>
        Try(path, () => DurableAppends.Write(Path.GetDirectoryName(path)!, 1, [new(path, length, bytes)]));

    /// <exception cref="StateWriteException">In the place of what the system throws.</exception>
    public static void Try(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, exception);
        }
    }

    public static StateWriteException Failure(string path, Exception exception) => exception is SystemCallException call
        ? new(call.Path, call.Reason, call)
        : new(path, exception.Message, exception);
}

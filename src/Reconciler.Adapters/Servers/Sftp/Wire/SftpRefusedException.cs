using Reconciler.Adapters.Processes;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>The server refused a request.</summary>
/// <param name="what">What was tried, as it stands after "cannot": <c>open</c>, <c>make the directory</c>.</param>
/// <param name="said">The server's own words.</param>
internal sealed class SftpRefusedException(SftpStatus status, string what, string path, string said)
    : IOException($"cannot {what} '{path}': {Words(status, said)}")
{
    private const int LongestWords = 200;

    public SftpStatus Status { get; } = status;

    public string Path { get; } = path;

    private static string Words(SftpStatus status, string said)
    {
        var line = ErrorTail.OneLine(said);
        return line.Length == 0 ? status.ToString() : line.Length > LongestWords ? line[..LongestWords] : line;
    }
}

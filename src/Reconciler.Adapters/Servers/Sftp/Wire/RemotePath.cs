using System.Text;
using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>A path on the server: bytes, since what others put there need not be UTF-8.</summary>
internal readonly struct RemotePath
{
    private readonly byte[] bytes;

    private RemotePath(byte[] bytes) => this.bytes = bytes;

    public ReadOnlySpan<byte> Bytes => bytes;

    public static RemotePath Of(string absolute) => new(Encoding.UTF8.GetBytes(absolute));

    public static RemotePath Of(ReadOnlySpan<byte> absolute) => new(absolute.ToArray());

    /// <param name="relative">A safe path: no part of it leads up.</param>
    public RemotePath Below(string relative) => Joined(Encoding.UTF8.GetBytes(relative));

    public RemotePath Below(FileName name) => Joined(name.Bytes);

    /// <summary>For messages: what is not UTF-8 is shown as U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(bytes);

    private RemotePath Joined(ReadOnlySpan<byte> more) => new(bytes is [.., (byte)'/'] ? [.. bytes, .. more] : [.. bytes, (byte)'/', .. more]);
}

using System.Security.Cryptography;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>A file or directory that the server has opened for us.</summary>
internal sealed class SftpHandle(SftpChannel channel, RemotePath path, ReadOnlyMemory<byte> id) : IAsyncDisposable
{
    /// <summary>What every server takes and gives at once (draft, section 3).</summary>
    public const int PieceBytes = 32 << 10;

    private const int MostReadsAhead = 64;

    private readonly Queue<Task<SftpReply>> writing = new();
    private bool isClosed;

    public ReadOnlyMemory<byte> Id => id;

    /// <summary>On its way; <see cref="WrittenAsync"/> waits for its end.</summary>
    public async ValueTask WriteAsync(long at, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        var request = PacketWriter.Request(PacketType.Write).Text(id.Span).LongNumber((ulong)at).Text(piece.Span);
        writing.Enqueue(await channel.SendAsync(request, cancellationToken));
        while (writing.TryPeek(out var first) && first.IsCompleted)
            SftpClient.Require(await writing.Dequeue(), "write to", path);
    }

    /// <summary>Waits until the server has taken everything that was written.</summary>
    public async Task WrittenAsync(CancellationToken cancellationToken)
    {
        while (writing.TryDequeue(out var next))
            SftpClient.Require(await next.WaitAsync(cancellationToken), "write to", path);
    }

    /// <summary>Hands over its bytes from the beginning, in order; many are asked for ahead.</summary>
    /// <returns>How many there were, at most <paramref name="lengthBytes"/>.</returns>
    public async Task<long> ReadAsync(long lengthBytes, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        var ahead = new Queue<(int Bytes, Task<SftpReply> Reply)>();
        long asked = 0, got = 0;
        while (true)
        {
            while (asked < lengthBytes && ahead.Count < MostReadsAhead)
            {
                var bytes = (int)Math.Min(PieceBytes, lengthBytes - asked);
                ahead.Enqueue((bytes, await AskAsync(asked, bytes, cancellationToken)));
                asked += bytes;
            }

            if (!ahead.TryDequeue(out var next))
                return got;

            var data = DataOf(await next.Reply.WaitAsync(cancellationToken), next.Bytes);
            take(data.Span);
            got += data.Length;

            // A file that became shorter, or a server that gives less at once than all others.
            if (data.Length < next.Bytes)
                return got == lengthBytes || data.Length == 0 ? got : got + await ReadSlowlyAsync(got, lengthBytes, take, cancellationToken);
        }
    }

    public async Task HashAsync(IncrementalHash hash, long lengthBytes, CancellationToken cancellationToken) =>
        await ReadAsync(lengthBytes, piece => hash.AppendData(piece), cancellationToken);

    public async Task SetStatusAsync(SftpAttributes attributes, CancellationToken cancellationToken) =>
        SftpClient.Require(
            await channel.RequestAsync(PacketWriter.Request(PacketType.SetStatusOfHandle).Text(id.Span).Attributes(attributes), cancellationToken), "set mode and time of", path);

    /// <summary>Its bytes, or what a directory lists, outlive a loss of power.</summary>
    public async Task SyncAsync(CancellationToken cancellationToken) =>
        SftpClient.Require(await channel.RequestAsync(PacketWriter.Extended(SftpVersion.Sync).Text(id.Span), cancellationToken), "make durable", path);

    /// <summary>Copies a part of this file to the same place of another one, on the server.</summary>
    public async Task CopyToAsync(SftpHandle to, long at, long bytes, CancellationToken cancellationToken) =>
        SftpClient.Require(
            await channel.RequestAsync(
                PacketWriter.Extended(SftpVersion.CopyData).Text(id.Span).LongNumber((ulong)at).LongNumber((ulong)bytes).Text(to.Id.Span).LongNumber((ulong)at), cancellationToken),
            "copy",
            path);

    /// <summary>Some servers tell only here that a file could not be written.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        isClosed = true;
        SftpClient.Require(await channel.RequestAsync(PacketWriter.Request(PacketType.Close).Text(id.Span), cancellationToken), "close", path);
    }

    public async ValueTask DisposeAsync()
    {
        if (isClosed)
            return;

        isClosed = true;
        try
        {
            await channel.SendAsync(PacketWriter.Request(PacketType.Close).Text(id.Span), CancellationToken.None);
        }
        catch (SftpLostException)
        {
            // Then it is closed.
        }
    }

    private async ValueTask<Task<SftpReply>> AskAsync(long at, int bytes, CancellationToken cancellationToken) =>
        await channel.SendAsync(PacketWriter.Request(PacketType.Read).Text(id.Span).LongNumber((ulong)at).Number((uint)bytes), cancellationToken);

    private async Task<long> ReadSlowlyAsync(long from, long lengthBytes, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        var at = from;
        while (at < lengthBytes)
        {
            var bytes = (int)Math.Min(PieceBytes, lengthBytes - at);
            var data = DataOf(await (await AskAsync(at, bytes, cancellationToken)).WaitAsync(cancellationToken), bytes);
            if (data.IsEmpty)
                break;

            take(data.Span);
            at += data.Length;
        }

        return at - from;
    }

    /// <returns>Empty at the end of the file.</returns>
    private ReadOnlyMemory<byte> DataOf(SftpReply reply, int asked)
    {
        if (reply.Type == PacketType.Data)
        {
            var length = new PacketReader(reply.Rest.Span).Text().Length;
            return length <= asked ? reply.Rest.Slice(sizeof(uint), length) : throw new SftpProtocolException("more bytes than were asked for");
        }

        SftpClient.Require(reply, "read", path, SftpStatus.EndOfFile);
        return default;
    }
}

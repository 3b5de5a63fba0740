using System.Security.Cryptography;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>A file or directory that the server has opened for us.</summary>
internal sealed class SftpHandle(SftpChannel channel, SftpLimits limits, RemotePath path, ReadOnlyMemory<byte> id) : IAsyncDisposable
{
    private const int MostReadsAhead = 64;
    private const int MostWrittenAhead = 4 << 20;

    // An answer after each tells that the server is alive.
    private const long CopiedAtOnce = 64 << 20;

    private readonly Queue<(Task<SftpReply> Reply, string What)> doing = new();
    private bool isClosed;

    public ReadOnlyMemory<byte> Id => id;

    /// <summary>Room for the next bytes that are written: as many as the server takes at once, or fewer.</summary>
    public WritePiece Piece(long mostBytes) => new(id.Span, (int)Math.Min(limits.WriteBytes, mostBytes));

    /// <summary>On its way; <see cref="DoneAsync"/> waits for its end.</summary>
    public async ValueTask WriteAsync(long at, WritePiece piece, int count, CancellationToken cancellationToken)
    {
        while (doing.Count > MostWrittenAhead / limits.WriteBytes)
            await NextAsync(cancellationToken);

        doing.Enqueue((await channel.SendAsync(piece, at, count, cancellationToken), "write to"));
        while (doing.TryPeek(out var first) && first.Reply.IsCompleted)
            await NextAsync(cancellationToken);
    }

    /// <summary>On its way, in as many requests as it takes.</summary>
    public async ValueTask WriteAsync(long at, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            var piece = Piece(bytes.Length);
            var count = piece.Room.Length;
            bytes[..count].CopyTo(piece.Room);
            await WriteAsync(at, piece, count, cancellationToken);
            (at, bytes) = (at + count, bytes[count..]);
        }
    }

    /// <summary>On its way: what was written so far, or what a directory lists, is to outlive a loss of power. Requests for one file are done in their order (draft, section 6.1).</summary>
    public async ValueTask SyncBehindAsync(CancellationToken cancellationToken) =>
        doing.Enqueue((await channel.SendAsync(PacketWriter.Extended(SftpVersion.Sync).Text(id.Span), cancellationToken), "make durable"));

    /// <summary>On its way: a part of another file of the same connection, copied on the server.</summary>
    public async ValueTask CopyFromAsync(SftpHandle from, long fromAt, long at, long bytes, CancellationToken cancellationToken)
    {
        for (var copied = 0L; copied < bytes; copied += CopiedAtOnce)
        {
            var request = PacketWriter.Extended(SftpVersion.CopyData).Text(from.Id.Span)
                .LongNumber((ulong)(fromAt + copied)).LongNumber((ulong)Math.Min(CopiedAtOnce, bytes - copied)).Text(id.Span).LongNumber((ulong)(at + copied));
            doing.Enqueue((await channel.SendAsync(request, cancellationToken), "copy into"));
        }
    }

    /// <summary>Waits until the server has done everything that was on its way.</summary>
    public async Task DoneAsync(CancellationToken cancellationToken)
    {
        while (doing.Count > 0)
            await NextAsync(cancellationToken);
    }

    private async ValueTask NextAsync(CancellationToken cancellationToken)
    {
        var (reply, what) = doing.Dequeue();
        SftpClient.Require(await reply.WaitAsync(cancellationToken), what, path);
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
                var bytes = (int)Math.Min(limits.ReadBytes, lengthBytes - asked);
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

    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        await SyncBehindAsync(cancellationToken);
        await DoneAsync(cancellationToken);
    }

    /// <summary>Gives it mode and time, and closes it: the last that is done with a file.</summary>
    public async Task CloseAsAsync(SftpAttributes attributes, CancellationToken cancellationToken)
    {
        await DoneAsync(cancellationToken);
        doing.Enqueue((await channel.SendAsync(PacketWriter.Request(PacketType.SetStatusOfHandle).Text(id.Span).Attributes(attributes), cancellationToken), "set mode and time of"));
        await CloseAsync(cancellationToken);
    }

    /// <summary>Some servers tell only here that a file could not be written.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        isClosed = true;
        doing.Enqueue((await channel.SendAsync(PacketWriter.Request(PacketType.Close).Text(id.Span), cancellationToken), "close"));
        await DoneAsync(cancellationToken);
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
            var bytes = (int)Math.Min(limits.ReadBytes, lengthBytes - at);
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

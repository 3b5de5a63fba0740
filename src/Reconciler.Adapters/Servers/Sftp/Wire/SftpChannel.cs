using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>
/// Requests and their replies over two streams. Many requests are in flight, so that a far server is kept busy; replies find theirs by number, in
/// whatever order they come. Two threads of its own block on the streams, never those of the pool.
/// </summary>
/// <param name="answered">Told each reply: a sign of life.</param>
/// <param name="why">Asked once, when the connection has ended by itself: what is to be said of that.</param>
internal sealed class SftpChannel(Stream toServer, Stream fromServer, Action answered, Func<Exception?, SftpLostException> why) : IDisposable
{
    // So many small files are on their way at once; a link with 50 ms there and back carries thousands of them in a second.
    private const int MostInFlight = 256;

    // Of 255 KiB each: three times what OpenSSH lets a channel have under way, and what it costs in memory.
    private const int MostLargeInFlight = 24;
    private const int LargeBytes = 48 << 10;

    // OpenSSH sends at most 256 KiB.
    private const int LongestPacket = 1 << 20;
    private const int HeaderBytes = 5;

    private readonly ConcurrentDictionary<uint, Waiting> waiting = new();
    private readonly BlockingCollection<Outgoing> outgoing = [];
    private readonly SemaphoreSlim window = new(MostInFlight);
    private readonly SemaphoreSlim largeWindow = new(MostLargeInFlight);
    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> version = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BufferedStream answers = new(fromServer, 1 << 16);
    private readonly Lock gate = new();
    private uint last;
    private SftpLostException? lost;
    private bool isClosed;

    /// <returns>What follows the number of the server's version: its extensions.</returns>
    public Task<ReadOnlyMemory<byte>> StartAsync(string name)
    {
        // Background: the process may end while one of them hangs.
        new Thread(Write) { IsBackground = true, Name = $"{name} to" }.Start();
        new Thread(Read) { IsBackground = true, Name = $"{name} from" }.Start();
        outgoing.Add(new(new PacketWriter(PacketType.Init).Number(SftpVersion.Number).End(number: null), null));
        return version.Task;
    }

    /// <summary>Waits until the request may be on its way; the reply comes later.</summary>
    /// <exception cref="SftpLostException"/>
    public async ValueTask<Task<SftpReply>> SendAsync(PacketWriter request, CancellationToken cancellationToken)
    {
        await window.WaitAsync(cancellationToken);
        return Send(number => new(request.End(number), null), isLarge: false);
    }

    /// <summary>As the other, for <paramref name="count"/> bytes of <paramref name="piece"/>, which is no longer the caller's.</summary>
    public async ValueTask<Task<SftpReply>> SendAsync(WritePiece piece, long at, int count, CancellationToken cancellationToken)
    {
        var isLarge = count > LargeBytes;
        if (isLarge)
            await largeWindow.WaitAsync(cancellationToken);

        await window.WaitAsync(cancellationToken);
        return Send(number => new(piece.End(number, at, count), piece.Rented), isLarge);
    }

    private Task<SftpReply> Send(Func<uint, Outgoing> packet, bool isLarge)
    {
        var request = new Waiting(new(TaskCreationOptions.RunContinuationsAsynchronously), isLarge);
        lock (gate)
        {
            if (lost is not null || isClosed)
            {
                Release(request);
                throw Lost();
            }

            var number = ++last;
            waiting[number] = request;
            outgoing.Add(packet(number), CancellationToken.None);
        }

        return request.Reply.Task;
    }

    /// <exception cref="SftpLostException"/>
    public async Task<SftpReply> RequestAsync(PacketWriter request, CancellationToken cancellationToken) =>
        await (await SendAsync(request, cancellationToken)).WaitAsync(cancellationToken);

    /// <summary>No more requests; those that wait fail.</summary>
    public void Dispose()
    {
        lock (gate)
            isClosed = true;

        Lose(new(TroubleKind.Unreachable, "the connection was closed"));
        outgoing.CompleteAdding();
    }

    private SftpLostException Lost() => lost is { } known ? new(known.Kind, known.Message, known) { IsRefusedLogin = known.IsRefusedLogin } : new(TroubleKind.Unreachable, "the connection was closed");

    private void Write()
    {
        try
        {
            using var buffered = new BufferedStream(toServer, 1 << 16);
            while (!outgoing.IsCompleted)
            {
                if (!outgoing.TryTake(out var packet, 0))
                {
                    buffered.Flush();
                    if (!outgoing.TryTake(out packet, Timeout.Infinite))
                        return;
                }

                buffered.Write(packet.Bytes.Span);
                if (packet.Rented is { } rented)
                    ArrayPool<byte>.Shared.Return(rented);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The other thread sees the end as well, and knows more of it.
        }
    }

    private void Read()
    {
        try
        {
            while (ReadPacket() is { } packet)
                Deliver(packet);

            End(null);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            End(e);
        }
    }

    /// <returns>Null at the end.</returns>
    private byte[]? ReadPacket()
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        if (answers.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length)
            return null;

        var count = BinaryPrimitives.ReadUInt32BigEndian(length);
        if (count is < HeaderBytes or > LongestPacket)
            throw new SftpProtocolException($"what is no packet of SFTP (a length of {count}); does its login print something?");

        var packet = new byte[count];
        answers.ReadExactly(packet);
        return packet;
    }

    private void Deliver(byte[] packet)
    {
        answered();
        var type = (PacketType)packet[0];
        if (type == PacketType.Version)
        {
            version.TrySetResult(packet.AsMemory(1));
            return;
        }

        var number = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(1));
        if (!waiting.TryRemove(number, out var request))
            throw new SftpProtocolException($"a reply to request {number}, which nobody waits for");

        Release(request);
        request.Reply.TrySetResult(new(type, packet.AsMemory(HeaderBytes)));
    }

    private void End(Exception? cause) => Lose(lost ?? (isClosed ? new(TroubleKind.Unreachable, "the connection was closed") : why(cause)));

    private void Lose(SftpLostException end)
    {
        lock (gate)
            lost ??= end;

        version.TrySetException(lost);
        foreach (var number in waiting.Keys)
        {
            if (!waiting.TryRemove(number, out var request))
                continue;

            Release(request);
            request.Reply.TrySetException(Lost());
        }
    }

    private void Release(Waiting request)
    {
        window.Release();
        if (request.IsLarge)
            largeWindow.Release();
    }

    private readonly record struct Waiting(TaskCompletionSource<SftpReply> Reply, bool IsLarge);

    /// <param name="Rented">Given back when it is written; null: nobody wants it back.</param>
    private readonly record struct Outgoing(ReadOnlyMemory<byte> Bytes, byte[]? Rented);
}

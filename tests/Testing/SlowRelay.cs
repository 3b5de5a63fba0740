using System.Net;
using System.Net.Sockets;

namespace Reconciler.Testing;

/// <summary>
/// A relay on loopback in front of a server, whose answers it lets through at full speed up to a number of bytes; after that it sends a byte
/// every so often, or nothing more. Without a server behind it, it accepts and is mute.
/// </summary>
public sealed class SlowRelay : IDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource ending = new();
    private readonly int? target;
    private readonly long fullSpeedBytes;
    private readonly TimeSpan? perByte;

    /// <param name="target">The port of the server; null: none.</param>
    /// <param name="perByte">Null: nothing more comes.</param>
    /// <param name="port">To listen on; 0: any.</param>
    public SlowRelay(int? target = null, long fullSpeedBytes = 0, TimeSpan? perByte = null, int port = 0)
    {
        listener = new(IPAddress.Loopback, port);
        this.target = target;
        this.fullSpeedBytes = fullSpeedBytes;
        this.perByte = perByte;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many clients are connected now.</summary>
    public int Connections => connections;

    private int connections;

    /// <summary>From clients to the server, so far.</summary>
    public long AskedBytes => Interlocked.Read(ref askedBytes);

    private long askedBytes;

    /// <summary>From the server to clients, so far.</summary>
    public long AnsweredBytes => Interlocked.Read(ref answeredBytes);

    private long answeredBytes;

    public void Dispose()
    {
        ending.Cancel();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await listener.AcceptTcpClientAsync(ending.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        Interlocked.Increment(ref connections);
        try
        {
            using (client)
            {
                using var server = new TcpClient();
                if (target is { } port)
                    await server.ConnectAsync(IPAddress.Loopback, port, ending.Token);
                var asking = AskAsync(client.GetStream(), server);
                var answering = target is null ? Task.Delay(Timeout.Infinite, ending.Token) : AnswerAsync(server.GetStream(), client.GetStream());
                await Task.WhenAny(asking, answering);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // One of the two ends has gone.
        }
        finally
        {
            Interlocked.Decrement(ref connections);
        }
    }

    private async Task AskAsync(NetworkStream client, TcpClient server)
    {
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await client.ReadAsync(buffer, ending.Token)) > 0)
        {
            Interlocked.Add(ref askedBytes, count);
            if (server.Connected)
                await server.GetStream().WriteAsync(buffer.AsMemory(0, count), ending.Token);
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[16 * 1024];
        var left = fullSpeedBytes;
        int count;
        while ((count = await server.ReadAsync(buffer, ending.Token)) > 0)
        {
            Interlocked.Add(ref answeredBytes, count);
            var fast = (int)Math.Min(left, count);
            await client.WriteAsync(buffer.AsMemory(0, fast), ending.Token);
            left -= fast;
            for (var i = fast; i < count; i++)
            {
                await Task.Delay(perByte ?? Timeout.InfiniteTimeSpan, ending.Token);
                await client.WriteAsync(buffer.AsMemory(i, 1), ending.Token);
            }
        }
    }
}

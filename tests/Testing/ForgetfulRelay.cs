using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reconciler.Testing;

/// <summary>A relay on loopback in front of an HTTP server: requests arrive there, and of the first ones that are meant the answer is lost.</summary>
public sealed class ForgetfulRelay : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly int target;
    private readonly Func<string, bool> isMeant;
    private int left;

    /// <param name="isMeant">Given the beginning of a request: <c>PUT /bucket/key HTTP/1.1</c>.</param>
    public ForgetfulRelay(int target, Func<string, bool> isMeant, int times = 1)
    {
        (this.target, this.isMeant, left) = (target, isMeant, times);
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answers that are still to be lost.</summary>
    public int Left => left;

    public void Dispose()
    {
        ending.Cancel();
        listener.Dispose();
        ending.Dispose();
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
        try
        {
            using (client)
            using (var server = new TcpClient())
            {
                await server.ConnectAsync(IPAddress.Loopback, target, ending.Token);
                var isLost = new StrongBox();
                var asking = CopyAsync(client.GetStream(), server.GetStream(), bytes =>
                {
                    if (isMeant(Encoding.Latin1.GetString(bytes.Span)) && Interlocked.Decrement(ref left) >= 0)
                        isLost.Value = true;
                    return true;
                });
                await Task.WhenAny(asking, CopyAsync(server.GetStream(), client.GetStream(), _ => !isLost.Value));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // One of the two ends has gone.
        }
    }

    /// <param name="goesOn">Asked before a piece is handed on; false ends the connection.</param>
    private async Task CopyAsync(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, bool> goesOn)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await from.ReadAsync(buffer, ending.Token)) > 0 && goesOn(buffer.AsMemory(0, count)))
            await to.WriteAsync(buffer.AsMemory(0, count), ending.Token);
    }

    private sealed class StrongBox
    {
        public volatile bool Value;
    }
}

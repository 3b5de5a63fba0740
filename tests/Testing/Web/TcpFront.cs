using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Reconciler.Testing.Web;

/// <summary>Stands on loopback in front of other servers, and passes on what is said: with TLS before one of them, or as a proxy before all.</summary>
public sealed class TcpFront : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Func<Stream, CancellationToken, Task<(Stream Client, TcpClient? Server)>> meet;
    private int count;

    private TcpFront(Func<Stream, CancellationToken, Task<(Stream Client, TcpClient? Server)>> meet)
    {
        this.meet = meet;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many connections were passed on.</summary>
    public int Count => count;

    /// <summary>Speaks TLS, and plainly with the server behind it.</summary>
    public static TcpFront Tls(X509Certificate2 certificate, int port) => new(async (stream, cancellationToken) =>
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
        return (tls, await ConnectAsync("127.0.0.1", port, cancellationToken));
    });

    /// <summary>A proxy that knows <c>CONNECT</c> and nothing else.</summary>
    /// <param name="login">Asked for by Basic: <c>anna:secret</c>. Null: for everybody.</param>
    public static TcpFront Proxy(string? login = null) => new(async (stream, cancellationToken) =>
    {
        var head = await HeadAsync(stream, cancellationToken);
        if (login is not null && !head.Contains(Shown(login), StringComparison.OrdinalIgnoreCase))
        {
            await stream.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"out\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), cancellationToken);
            head = await HeadAsync(stream, cancellationToken);
            if (!head.Contains(Shown(login), StringComparison.OrdinalIgnoreCase))
            {
                await stream.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"out\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), cancellationToken);
                return (stream, null);
            }
        }

        var words = head.Split(' ');
        if (words[0] != "CONNECT")
        {
            await stream.WriteAsync("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), cancellationToken);
            return (stream, null);
        }

        var target = words[1].Split(':');
        var server = await ConnectAsync(target[0], int.Parse(target[1]), cancellationToken);
        await stream.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), cancellationToken);
        return (stream, server);
    });

    public void Dispose()
    {
        ended.Cancel();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassOnAsync(await listener.AcceptTcpClientAsync(ended.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test has ended.
        }
    }

    private async Task PassOnAsync(TcpClient accepted)
    {
        try
        {
            using (accepted)
            {
                var (client, server) = await meet(accepted.GetStream(), ended.Token);
                using (server)
                {
                    if (server is null)
                        return;

                    Interlocked.Increment(ref count);
                    await Task.WhenAny(client.CopyToAsync(server.GetStream(), ended.Token), server.GetStream().CopyToAsync(client, ended.Token));
                    await client.DisposeAsync();
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // One of the two has gone, or trusts the other not.
        }
    }

    private static async Task<TcpClient> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var server = new TcpClient();
        await server.ConnectAsync(host, port, cancellationToken);
        return server;
    }

    private static string Shown(string login) => $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}\r\n";

    /// <summary>To the empty line.</summary>
    private static async Task<string> HeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = "";
        var one = new byte[1];
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, cancellationToken) == 1)
            head += (char)one[0];
        return head;
    }
}

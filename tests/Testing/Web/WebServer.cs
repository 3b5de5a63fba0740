using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Reconciler.Testing.Web;

/// <summary>A web server on loopback, down to the bytes on the wire, so that it can do all that servers and networks do.</summary>
public sealed class WebServer : IDisposable
{
    private const int ChunkBytes = 1024;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentQueue<WebRequest> requests = new();
    private readonly X509Certificate2? certificate;

    /// <param name="certificate">With its key: the server speaks https.</param>
    public WebServer(X509Certificate2? certificate = null)
    {
        this.certificate = certificate;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Asked for each request.</summary>
    public Func<WebRequest, WebAnswer> Answer { get; set; } = _ => new(404, []);

    /// <summary>In the order of their coming.</summary>
    public WebRequest[] Requests => [.. requests];

    /// <param name="path">Without a slash at its beginning.</param>
    public Uri Url(string path) => new($"{(certificate is null ? "http" : "https")}://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/{path}");

    /// <summary>Answers one after the other; the last stays.</summary>
    public void AnswerInTurn(params Func<WebRequest, WebAnswer>[] answers)
    {
        var next = 0;
        Answer = request => answers[Math.Min(next++, answers.Length - 1)](request);
    }

    public void Dispose()
    {
        if (ended.IsCancellationRequested)
            return;

        ended.Cancel();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ended.Token);
                _ = ServeAsync(client, ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using (client)
            {
                await using var stream = await OpenAsync(client, cancellationToken);
                if (await ReadAsync(stream, cancellationToken) is not { } request)
                    return;

                requests.Enqueue(request);
                await SendAsync(stream, Answer(request), cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The other side left, or the test has ended.
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client, CancellationToken cancellationToken)
    {
        if (certificate is null)
            return client.GetStream();

        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
        return stream;
    }

    private static async Task<WebRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var octet = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(octet, cancellationToken) == 0)
                return null;
            head.Append((char)octet[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new(first[0], first[1], headers) { Body = body };
    }

    private static async Task SendAsync(Stream stream, WebAnswer answer, CancellationToken cancellationToken)
    {
        var head = new StringBuilder($"HTTP/1.1 {answer.Status} Whatever\r\nContent-Length: {answer.Body.Length}\r\nConnection: close\r\n");
        foreach (var (name, value) in answer.Headers)
            head.Append($"{name}: {value}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), cancellationToken);

        var end = Math.Min(answer.CutAfter ?? answer.HangAfter ?? int.MaxValue, answer.Body.Length);
        for (var sent = 0; sent < end; sent += ChunkBytes)
        {
            await stream.WriteAsync(answer.Body.AsMemory(sent, Math.Min(ChunkBytes, end - sent)), cancellationToken);
            if (answer.Pause > TimeSpan.Zero)
                await Task.Delay(answer.Pause, cancellationToken);
        }

        await stream.FlushAsync(cancellationToken);
        if (answer.HangAfter is not null)
            await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}

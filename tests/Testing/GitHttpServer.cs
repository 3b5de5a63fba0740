using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reconciler.Testing;

/// <summary>Serves repositories over http on loopback with the real <c>git http-backend</c>.</summary>
public sealed class GitHttpServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string root;

    /// <param name="root">The directory that holds the repositories.</param>
    /// <param name="port">To listen on; null: any.</param>
    public GitHttpServer(string root, int? port = null)
    {
        RealPart.Require("git", "apt-get install git");
        this.root = root;
        Port = port ?? FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>What was asked: <c>GET /viewer/.git/info/refs</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Asked of every request by Basic: <c>anna:secret</c>.</summary>
    public string? Login { get; set; }

    /// <summary>Where every request is sent instead.</summary>
    public string? Redirection { get; set; }

    /// <summary>What came as logins, as they were written.</summary>
    public ConcurrentQueue<string> Logins { get; } = new();

    /// <summary>Answered to every request instead of what the repository says.</summary>
    public HttpStatusCode? Refusal { get; set; }

    public string Url(string path, int? port = null) => $"http://127.0.0.1:{port ?? Port}/{path}";

    public void Dispose() => listener.Close();

    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                _ = AnswerAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Requests.Enqueue($"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}");
        try
        {
            if (context.Request.Headers["Authorization"] is { } given)
                Logins.Enqueue(given);
            if (Redirection is not null)
                context.Response.Redirect(Redirection + context.Request.RawUrl);
            else if (Login is not null && context.Request.Headers["Authorization"] != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Login))}")
                Refuse(context.Response, HttpStatusCode.Unauthorized);
            else if (Refusal is { } refusal)
                Refuse(context.Response, refusal);
            else
                await RunBackendAsync(context);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            context.Response.Abort();
        }
    }

    private static void Refuse(HttpListenerResponse response, HttpStatusCode refusal)
    {
        response.StatusCode = (int)refusal;
        if (refusal == HttpStatusCode.Unauthorized)
            response.Headers["WWW-Authenticate"] = "Basic realm=\"git\"";
    }

    private async Task RunBackendAsync(HttpListenerContext context)
    {
        using var backend = Process.Start(Backend(context.Request))!;
        _ = backend.StandardError.ReadToEndAsync();
        var feeding = FeedAsync(context.Request.InputStream, backend.StandardInput.BaseStream);
        var output = backend.StandardOutput.BaseStream;
        while (await LineAsync(output) is { Length: > 0 } header)
        {
            var (name, value) = (header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
            if (name == "Status")
                context.Response.StatusCode = int.Parse(value[..3]);
            else
                context.Response.Headers[name] = value;
        }

        await output.CopyToAsync(context.Response.OutputStream);
        await feeding;
        await backend.WaitForExitAsync();
    }

    private ProcessStartInfo Backend(HttpListenerRequest request)
    {
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in (IEnumerable<(string, string?)>)
        [
            ("GIT_PROJECT_ROOT", root),
            ("GIT_HTTP_EXPORT_ALL", "1"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("PATH_INFO", request.Url!.AbsolutePath),
            ("QUERY_STRING", request.Url.Query.TrimStart('?')),
            ("REQUEST_METHOD", request.HttpMethod),
            ("CONTENT_TYPE", request.ContentType ?? ""),
            ("HTTP_CONTENT_ENCODING", request.Headers["Content-Encoding"]),
            ("REMOTE_ADDR", "127.0.0.1"),
        ])
            start.Environment[name] = value;
        return start;
    }

    private static async Task FeedAsync(Stream from, Stream to)
    {
        try
        {
            await from.CopyToAsync(to);
            to.Close();
        }
        catch (IOException)
        {
            // The backend has read what it wanted.
        }
    }

    private static async Task<string?> LineAsync(Stream from)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await from.ReadAsync(one) == 1 && one[0] != '\n')
            line.Add(one[0]);
        return line.Count == 0 ? null : Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
    }
}

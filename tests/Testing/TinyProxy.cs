using System.Diagnostics;

namespace Reconciler.Testing;

/// <summary>The real tinyproxy as a plain process on loopback.</summary>
public sealed class TinyProxy : IDisposable
{
    private readonly TemporaryDirectory home = new();
    private readonly Process process;

    /// <param name="login"><c>anna:secret</c>; null: for everybody.</param>
    public TinyProxy(string? login = null)
    {
        var program = RealPart.Require("tinyproxy", "apt-get install tinyproxy", "/usr/sbin");
        Port = GitHttpServer.FreePort();
        var config = home.Write("tinyproxy.conf", $"""
            Port {Port}
            Listen 127.0.0.1
            Timeout 60
            LogFile "{home.Combine("log")}"
            LogLevel Connect
            {(login is null ? "" : $"BasicAuth {login.Replace(':', ' ')}")}

            """);
        process = Process.Start(new ProcessStartInfo(program, ["-d", "-c", config]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Listening.Await(process, Port, "tinyproxy");
    }

    public int Port { get; }

    /// <summary>What it was asked for and let through: <c>CONNECT host:port</c>.</summary>
    public string[] Connects => [.. File.ReadAllLines(home.Combine("log")).Where(line => line.Contains("CONNECT ", StringComparison.Ordinal)).Select(line => line[line.IndexOf("CONNECT ", StringComparison.Ordinal)..])];

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        home.Dispose();
    }
}

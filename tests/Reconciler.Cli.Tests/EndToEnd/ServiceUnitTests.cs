using System.Net.Sockets;
using System.Text;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What systemd asks of a service: a unit that it understands, and word of how things go.</summary>
public sealed class ServiceUnitTests : IDisposable
{
    private readonly SiteServer site = new();

    [Fact]
    public async Task Unit_OfTheExample_HasNothingToComplainAbout()
    {
        RealPart.Require("systemd-analyze", "apt-get install systemd");
        // The unit names the place where an operator puts the program; here it is elsewhere.
        var unit = File.ReadAllText(Path.Combine(CliFixture.ExamplesDirectory(), "operations", "reconciler.service"))
            .Replace("/usr/local/bin/reconciler", SiteServer.Program, StringComparison.Ordinal)
            .Replace("User=reconciler", "User=root", StringComparison.Ordinal);
        var file = Path.Combine(site.MakeDirectory("units"), "reconciler.service");
        await File.WriteAllTextAsync(file, unit, TestContext.Current.CancellationToken);

        var verified = await new ProcessRun("systemd-analyze", "verify", "--man=no", file).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (verified.ExitCode, string.Concat(verified.StandardError.Split('\n').Where(line => line.Contains("reconciler.service", StringComparison.Ordinal)))));
    }

    [Fact]
    public async Task Run_UnderAService_TellsReadyStatusWatchdogAndStopping()
    {
        site.Repository.Write("packages/viewer/version.txt", "1");
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = site.Place("notify");
        socket.Bind(new UnixDomainSocketEndPoint(path));
        site.Extra["NOTIFY_SOCKET"] = path;
        site.Extra["WATCHDOG_USEC"] = "400000";

        // As systemd does: a queue that nobody empties takes ten messages.
        var told = new List<string>();
        var receiving = Task.Run(() => Receive(socket, told), TestContext.Current.CancellationToken);
        using (var loop = await RunningLoop.StartAsync(site))
        {
            await loop.UntilItSaysAsync(": converged, 1 placement");
            await Task.Delay(500, TestContext.Current.CancellationToken);
            await loop.EndAsync("TERM");
        }

        await receiving;
        Assert.Contains("READY=1", told);
        Assert.Contains(told, word => word.StartsWith("STATUS=", StringComparison.Ordinal) && word.Contains("converged, 1 placement", StringComparison.Ordinal));
        Assert.True(told.Count(word => word == "WATCHDOG=1") >= 2, string.Join('\n', told));
        Assert.Equal("STOPPING=1", told[^1]);
    }

    public void Dispose() => site.Dispose();

    /// <summary>Until the last word.</summary>
    private static void Receive(Socket socket, List<string> words)
    {
        socket.ReceiveTimeout = 60_000;
        var buffer = new byte[4096];
        while (words.Count == 0 || words[^1] != "STOPPING=1")
            words.AddRange(Encoding.UTF8.GetString(buffer.AsSpan(0, socket.Receive(buffer))).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}

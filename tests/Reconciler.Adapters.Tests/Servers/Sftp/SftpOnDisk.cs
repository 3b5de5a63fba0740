using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers.Sftp;

/// <summary>A root behind an sshd of a test's own, claimed on demand, and the steps of a placement on it.</summary>
internal sealed class SftpOnDisk : IDisposable
{
    public static readonly DateTimeOffset FileTime = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    /// <summary>The server's part of SFTP as a program, which can be told to refuse requests.</summary>
    public const string Program = "/usr/lib/openssh/sftp-server";

    private readonly TemporaryDirectory temporary = new();
    private readonly List<IServer> servers = [];
    private long orders;

    /// <param name="sftp">The program that answers, with its options.</param>
    /// <param name="more">Further lines of sshd's configuration.</param>
    public SftpOnDisk(string sftp = "internal-sftp", string more = "")
    {
        if (sftp.StartsWith(Program, StringComparison.Ordinal))
            RealPart.Require("sftp-server", "apt-get install openssh-sftp-server", "/usr/lib/openssh");

        Host = SftpHost.Of(sftp, more);
        _ = Host.Server;
        Root = temporary.CreateDirectory("root");
    }

    public SftpHost Host { get; }

    public string Root { get; }

    /// <summary>Beside the root, for what must not be touched.</summary>
    public string Outside => temporary.CreateDirectory("outside");

    public InMemoryContent Content { get; } = new();

    public PackagePlace Viewer { get; } = new(new("viewer"), "viewer");

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <param name="port">Of a relay in front of it.</param>
    public IServer Connect(int? port = null, bool acceptsNonAtomic = false, string key = "client", string? root = null)
    {
        var endpoint = new ServerEndpoint(new("dp-1"), new(AddressKind.Relative, "dp-1"), MaxConcurrentCopies: 2) { AcceptsNonAtomic = acceptsNonAtomic };
        var server = Host.Connect(Host.At(endpoint, root ?? Root, port), new(TimeProvider.System), key);
        servers.Add(server);
        return server;
    }

    public StageRequest Request(Manifest manifest, string package = "viewer", string? publishAs = null) =>
        new(new(new(package), publishAs ?? package), manifest, "1", FileTime, new OrderNumber(1, Interlocked.Increment(ref orders)));

    public Task<StagedTree> StageAsync(IServer server, StageRequest request, IProgress<long>? progress = null) =>
        server.StageAsync(request, Content, progress ?? new Told(static _ => { }), TestContext.Current.CancellationToken);

    public async Task<StagedTree> PlaceAsync(IServer server, StageRequest request)
    {
        var staged = await StageAsync(server, request);
        await server.SealAsync(request, staged, TestContext.Current.CancellationToken);
        await server.PublishAsync(request, staged, TestContext.Current.CancellationToken);
        return staged;
    }

    public void Dispose()
    {
        foreach (var server in servers)
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();

        Host.Dispose();
        temporary.Dispose();
    }

    /// <summary>On the thread that tells, unlike <see cref="Progress{T}"/>.</summary>
    internal sealed class Told(Action<long> told) : IProgress<long>
    {
        public void Report(long value) => told(value);
    }
}

using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Directory;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>A directory server at an absolute path, claimed, and the steps of a placement on it.</summary>
internal sealed class ServerOnDisk : IDisposable
{
    public static readonly DateTimeOffset FileTime = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory temporary = new();
    private readonly List<IServer> servers = [];
    private long orders;

    /// <param name="root">An empty directory that the caller made and deletes; null: one of this object's own.</param>
    public ServerOnDisk(string? root = null)
    {
        Root = root ?? temporary.CreateDirectory("root");
        Server = Connect();
        Server.ClaimAsync(new(new(new string('a', 32)), Server.Name, FileTime), default).GetAwaiter().GetResult();
    }

    public string Root { get; }

    public InMemoryContent Content { get; } = new();

    public IServer Server { get; private set; }

    public PackagePlace Viewer { get; } = new(new("viewer"), "viewer");

    /// <summary>Beside the root, for what must not be touched.</summary>
    public string Outside => temporary.CreateDirectory("outside");

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    public string Ours(params string[] parts) => Path.Combine([Root, ".reconciler", .. parts]);

    /// <summary>From the next start on.</summary>
    public Layout Layout { get; set; }

    /// <summary>From the next start on.</summary>
    public bool AcceptsNonAtomic { get; set; }

    public IServer Connect(Heartbeat? heartbeat = null, Permissions permissions = default)
    {
        var server = new DirectoryServerConnector(temporary.Combine("roots"), TimeProvider.System)
            .Connect(new(new("dp-1"), new(AddressKind.Directory, Root), MaxConcurrentCopies: 2) { Permissions = permissions, Layout = Layout, AcceptsNonAtomic = AcceptsNonAtomic }, heartbeat ?? new(TimeProvider.System));
        servers.Add(server);
        return server;
    }

    /// <summary>The program ends and is started anew.</summary>
    public void Restart(Permissions permissions = default) => Server = Connect(permissions: permissions);

    public StageRequest Request(Manifest manifest, string package = "viewer", string? publishAs = null, string version = "1") =>
        new(new(new(package), publishAs ?? package), manifest, version, FileTime, NextOrder());

    public OrderNumber NextOrder() => new(1, Interlocked.Increment(ref orders));

    public async Task<StagedTree> StageAsync(StageRequest request) => await Server.StageAsync(request, Content, new NoProgress(), default);

    public async Task<StagedTree> PlaceAsync(StageRequest request)
    {
        var staged = await StageAsync(request);
        await Server.SealAsync(request, staged, default);
        await Server.PublishAsync(request, staged, default);
        return staged;
    }

    public Task<StagedTree> PlaceAsync(Manifest manifest, string package = "viewer", string? publishAs = null) =>
        PlaceAsync(Request(manifest, package, publishAs));

    public async Task<string[]> DriftAsync(Manifest manifest, ProofKind proof = ProofKind.Stat) =>
        [.. (await Server.VerifyAsync(Viewer, manifest, proof, [], default)).Differences.Select(difference => $"{difference.Kind} {difference.Path}".TrimEnd())];

    /// <summary>Of a link itself.</summary>
    public FileStatus Status(params string[] parts)
    {
        using var directory = DirectoryHandle.Open(Path.GetDirectoryName(At(parts))!);
        return directory.FindStatus(Path.GetFileName(At(parts))) ?? throw new FileNotFoundException(At(parts));
    }

    /// <param name="mode">Octal.</param>
    public void SetMode(string mode, params string[] parts) => new ProcessRun("chmod", mode, At(parts)).Run().EnsureSuccess();

    public void Dispose()
    {
        foreach (var server in servers)
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();

        temporary.Dispose();
    }

    private sealed class NoProgress : IProgress<long>
    {
        public void Report(long value)
        {
        }
    }
}

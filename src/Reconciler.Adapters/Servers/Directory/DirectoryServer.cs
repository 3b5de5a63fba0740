using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>
/// A distribution server that is a directory, local or mounted. Its layout (src/README.md, "On a server") is
/// <c>.reconciler/{server.json,receipts,seals,trees,staging,extra}</c> beside the packages. The root is opened once: connect anew to see
/// another mount.
/// </summary>
internal sealed class DirectoryServer(ServerEndpoint endpoint, RootLocation location, TimeProvider time) : IServer
{
    private readonly LaneThreads lanes = new(endpoint.Name.Value, Math.Max(1, endpoint.MaxConcurrentCopies));
    private readonly Lock gate = new();
    private OpenedServer? opened;

    public ServerName Name => endpoint.Name;

    public ServerCapabilities Capabilities { get; } = new(Atomicity: null, ProofKind.Written, "equal files, by links");

    public Task<ServerVisit> OpenAsync(CancellationToken cancellationToken) =>
        lanes.RunAsync(
            () => Translated(null, () => Find() is { } server ? new ServerVisit(server.Claim.Find(), server.Folders.FreeBytes) : new(null, null) { HasRoot = false }),
            cancellationToken);

    public Task ClaimAsync(Claim claim, CancellationToken cancellationToken) =>
        lanes.RunAsync(
            () => Translated(null, () =>
            {
                Make().Claim.Save(claim);
                return true;
            }),
            cancellationToken);

    public Task<Atomicity> ProbeAsync(CancellationToken cancellationToken) =>
        lanes.RunAsync(() => Translated(null, Probe), cancellationToken);

    public async IAsyncEnumerable<Receipt> ReceiptsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var packages = await lanes.RunAsync(() => Translated(null, () => Open().Records.Receipts.Packages()), cancellationToken);
        ServerException? damaged = null;
        foreach (var package in packages)
        {
            Receipt receipt;
            try
            {
                receipt = await RunAsync(package, server => server.Viewing.Receipt(package, cancellationToken), cancellationToken);
            }
            catch (ServerException e) when (e.Kind == TroubleKind.Conflict)
            {
                damaged ??= e;
                continue;
            }

            yield return receipt;
        }

        if (damaged is not null)
            throw damaged;
    }

    public Task<PackageView> LookAsync(PackagePlace place, CancellationToken cancellationToken) =>
        RunAsync(place, server => server.Viewing.Look(place, cancellationToken), cancellationToken);

    public Task<StagedTree> StageAsync(StageRequest request, IContent content, IProgress<long> progress, CancellationToken cancellationToken) =>
        RunAsync(request.Place, server => server.Staging.Stage(request, content, progress, cancellationToken), cancellationToken);

    public Task SealAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken) =>
        RunAsync(request.Place, server => server.Sealing.Seal(request, staged, cancellationToken), cancellationToken);

    public Task PublishAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken) =>
        RunAsync(request.Place, server => server.Publishing.Publish(request, staged, cancellationToken), cancellationToken);

    public Task WithdrawAsync(PackagePlace place, OrderNumber order, CancellationToken cancellationToken) =>
        RunAsync(place, server => server.Withdrawal.Withdraw(place, order, cancellationToken), cancellationToken);

    public Task CleanAsync(
        PackagePlace place, ImmutableArray<Digest> digests, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(place, server => server.Cleaning.Clean(place, digests, ignoreExtra, cancellationToken), cancellationToken);

    public Task SweepAsync(DateTimeOffset olderThan, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        lanes.RunAsync(
            () => Translated(null, () =>
            {
                Open().Sweeping.Sweep(olderThan, ignoreExtra, cancellationToken);
                return true;
            }),
            cancellationToken);

    /// <remarks>Nobody else could hash what is there, so that it is read here.</remarks>
    public async Task<Verification> VerifyAsync(
        PackagePlace place, Manifest manifest, ProofKind proof, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var better = proof == ProofKind.RemoteHash ? ProofKind.Read : proof;
        return await RunAsync(place, server => server.Viewing.Verify(place, manifest, better, ignoreExtra, cancellationToken), cancellationToken) with { Proof = better };
    }

    public Task<Verification> AdoptAsync(StageRequest request, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(request.Place, server => server.Adoption.Adopt(request, ignoreExtra, cancellationToken), cancellationToken);

    public Task<Manifest?> ReadAsync(PackagePlace place, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(place, server => server.Reading.Read(place, ignoreExtra, cancellationToken), cancellationToken);

    public Task<ImmutableArray<string>> DirectoriesAsync(CancellationToken cancellationToken) =>
        lanes.RunAsync(() => Translated(null, () => Open().Reading.Directories()), cancellationToken);

    public Task<long> DeleteExtraAsync(CancellationToken cancellationToken) =>
        lanes.RunAsync(() => Translated(null, () => ExtraRemoval.Delete(Open().Folders, cancellationToken)), cancellationToken);

    public ValueTask DisposeAsync()
    {
        lanes.Dispose();

        // Without the gate: a lane may hang behind it, at a root that does not answer.
        Interlocked.Exchange(ref opened, null)?.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<bool> RunAsync(PackagePlace place, Action<OpenedServer> work, CancellationToken cancellationToken) =>
        RunAsync(
            place,
            server =>
            {
                work(server);
                return true;
            },
            cancellationToken);

    private Task<T> RunAsync<T>(PackagePlace place, Func<OpenedServer, T> work, CancellationToken cancellationToken) =>
        RunAsync(
            place.Package,
            server => PublishPath.IsAllowed(place.PublishAs)
                ? work(server)
                : throw new TroubleException(TroubleKind.BadName, $"a package cannot be published as '{place.PublishAs}'", place.PublishAs),
            cancellationToken);

    private Task<T> RunAsync<T>(PackageName package, Func<OpenedServer, T> work, CancellationToken cancellationToken) =>
        lanes.RunAsync(
            () => Translated(package, () =>
            {
                var server = Open();
                return server.Gates.Inside(package, () => work(server));
            }),
            cancellationToken);

    private T Translated<T>(PackageName? package, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (ServerTroubles.Of(e, Name, package) is { } trouble)
        {
            throw trouble;
        }
    }

    private OpenedServer Open() =>
        Find() ?? throw new TroubleException(TroubleKind.NotMounted, $"the root '{endpoint.Address}' is not there; it is made when it is claimed");

    private OpenedServer? Find()
    {
        lock (gate)
            return opened ??= location.Find() is { } root ? Opened(root) : null;
    }

    private OpenedServer Opened(DirectoryHandle root) => new(new(root, endpoint.Permissions) { AcceptsNonAtomic = endpoint.AcceptsNonAtomic, Layout = endpoint.Layout }, time);

    /// <summary>A pointer is a file, and that can be replaced anywhere.</summary>
    private Atomicity Probe() => Open().Folders is { Layout: Layout.Current } folders ? folders.Atomicity : Atomicity.Tree;

    private OpenedServer Make()
    {
        lock (gate)
            return opened ??= Opened(location.Make());
    }
}

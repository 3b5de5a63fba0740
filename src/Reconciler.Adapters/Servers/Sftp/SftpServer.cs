using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>
/// A distribution server that is a directory of an OpenSSH host, or of another that speaks SFTP version 3. One connection serves all work; it is
/// opened by the first and never a second time: connect anew after it was lost.
/// </summary>
internal sealed class SftpServer(ServerEndpoint endpoint, SftpLogins logins, Action beat, TimeProvider time) : IServer
{
    private readonly SemaphoreSlim gate = new(1);
    private OpenedSftpServer? opened;

    public ServerName Name => endpoint.Name;

    public ServerCapabilities Capabilities { get; } = new(Atomicity: null, ProofKind.Written, "equal files, by links or copies there; equal parts of large files, by copies there");

    public Task<ServerVisit> OpenAsync(CancellationToken cancellationToken) => RunAsync(
        async server => new ServerVisit(await server.Records.FindClaimAsync(cancellationToken), await server.Root.FreeBytesAsync(cancellationToken)), cancellationToken);

    public Task ClaimAsync(Claim claim, CancellationToken cancellationToken) => RunAsync(server => server.Records.SaveAsync(claim, cancellationToken), cancellationToken);

    public Task<Atomicity> ProbeAsync(CancellationToken cancellationToken) => RunAsync(server => Task.FromResult(server.Root.Atomicity), cancellationToken);

    public async IAsyncEnumerable<Receipt> ReceiptsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ServerException? damaged = null;
        foreach (var package in await RunAsync(server => server.Records.PackagesAsync(cancellationToken), cancellationToken))
        {
            Receipt receipt;
            try
            {
                receipt = await RunAsync(package, server => server.Viewing.ReceiptAsync(package, cancellationToken), cancellationToken);
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
        RunAsync(place, server => server.Viewing.LookAsync(place, cancellationToken), cancellationToken);

    public Task<StagedTree> StageAsync(StageRequest request, IContent content, IProgress<long> progress, CancellationToken cancellationToken) =>
        RunAsync(request.Place, server => server.Staging.StageAsync(request, content, progress, cancellationToken), cancellationToken);

    public Task SealAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken) =>
        RunAsync(request.Place, server => server.Sealing.SealAsync(request, staged, cancellationToken), cancellationToken);

    public Task PublishAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken) =>
        RunAsync(request.Place, server => server.Publishing.PublishAsync(request, staged, cancellationToken), cancellationToken);

    public Task WithdrawAsync(PackagePlace place, OrderNumber order, CancellationToken cancellationToken) =>
        RunAsync(place, server => server.Withdrawal.WithdrawAsync(place, order, cancellationToken), cancellationToken);

    public Task CleanAsync(PackagePlace place, ImmutableArray<Digest> digests, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(place, server => server.Cleaning.CleanAsync(place, digests, ignoreExtra, cancellationToken), cancellationToken);

    public Task SweepAsync(DateTimeOffset olderThan, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(server => server.Sweeping.SweepAsync(olderThan, ignoreExtra, cancellationToken), cancellationToken);

    public Task<Verification> VerifyAsync(
        PackagePlace place, Manifest manifest, ProofKind proof, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(place, server => server.Viewing.VerifyAsync(place, manifest, proof, ignoreExtra, cancellationToken), cancellationToken);

    public Task<Verification> AdoptAsync(StageRequest request, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(request.Place, server => server.Adoption.AdoptAsync(request, ignoreExtra, cancellationToken), cancellationToken);

    public Task<Manifest?> ReadAsync(PackagePlace place, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(place, server => server.Reading.ReadAsync(place, ignoreExtra, cancellationToken), cancellationToken);

    public Task<ImmutableArray<string>> DirectoriesAsync(CancellationToken cancellationToken) =>
        RunAsync(server => server.Reading.DirectoriesAsync(cancellationToken), cancellationToken);

    public Task<long> DeleteExtraAsync(CancellationToken cancellationToken) => RunAsync(
        async server =>
        {
            if (await server.Root.FindAsync(OurFolder.Extra, cancellationToken) is not { } extra)
                return 0;

            var freed = await server.Removal.DeleteAllAsync(extra, cancellationToken);
            server.Root.Forget(OurFolder.Extra);
            return freed;
        },
        cancellationToken);

    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref opened, null)?.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<bool> RunAsync(Func<OpenedSftpServer, Task> work, CancellationToken cancellationToken) => RunAsync(Answering(work), cancellationToken);

    private Task<bool> RunAsync(PackagePlace place, Func<OpenedSftpServer, Task> work, CancellationToken cancellationToken) => RunAsync(place, Answering(work), cancellationToken);

    private static Func<OpenedSftpServer, Task<bool>> Answering(Func<OpenedSftpServer, Task> work) => async server =>
    {
        await work(server);
        return true;
    };

    private Task<T> RunAsync<T>(PackagePlace place, Func<OpenedSftpServer, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(
            place.Package,
            server => PublishPath.IsAllowed(place.PublishAs)
                ? work(server)
                : throw new TroubleException(TroubleKind.BadName, $"a package cannot be published as '{place.PublishAs}'", place.PublishAs),
            cancellationToken);

    private Task<T> RunAsync<T>(PackageName package, Func<OpenedSftpServer, Task<T>> work, CancellationToken cancellationToken) =>
        TranslatedAsync(package, async () =>
        {
            var server = await ConnectedAsync(cancellationToken);
            return await server.Turns.InsideAsync(package, () => work(server), cancellationToken);
        }, cancellationToken);

    private Task<T> RunAsync<T>(Func<OpenedSftpServer, Task<T>> work, CancellationToken cancellationToken) =>
        TranslatedAsync(null, async () => await work(await ConnectedAsync(cancellationToken)), cancellationToken);

    private async Task<T> TranslatedAsync<T>(PackageName? package, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (await SftpTroubles.OfAsync(e, Name, package, () => FreeBytesAsync(cancellationToken)) is { } trouble)
                throw trouble;

            throw;
        }
    }

    private async Task<long?> FreeBytesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return opened is { } server ? await server.Root.FreeBytesAsync(cancellationToken) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task<OpenedSftpServer> ConnectedAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return opened ??= await ConnectAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<OpenedSftpServer> ConnectAsync(CancellationToken cancellationToken)
    {
        var location = SftpLocation.Of(endpoint.Address);
        var connection = await logins.OpenAsync(endpoint, location, beat, cancellationToken);
        try
        {
            var path = RemotePath.Of(location.Path);
            if (await connection.Client.FindTargetStatusAsync(path, cancellationToken) is not { Kind: FileKind.Directory } status)
                throw new TroubleException(TroubleKind.NotMounted, $"the root '{endpoint.Address}' is not there, or is no directory; it is never made by Reconciler", location.Path);

            // Where the root is a link, that is followed once, so that all work goes to the same place.
            var root = new RemoteRoot(connection.Client, await connection.Client.RealPathAsync(path, cancellationToken), status, endpoint, beat);
            return new(connection, root, time);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

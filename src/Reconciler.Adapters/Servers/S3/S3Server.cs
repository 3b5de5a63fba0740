using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>A distribution server that is a bucket, or what is below a prefix of it.</summary>
/// <param name="login">By the name of the credentials.</param>
internal sealed class S3Server(ServerEndpoint endpoint, Func<string?, S3Login?> login, Action beat, TimeProvider time) : IServer
{
    private readonly Lock gate = new();
    private OpenedS3Server? opened;

    public ServerName Name => endpoint.Name;

    /// <summary>Readers go by a pointer, which is replaced whole.</summary>
    public ServerCapabilities Capabilities { get; } = new(Atomicity.Tree, ProofKind.Written, "equal files, by copies in the bucket");

    public Task<ServerVisit> OpenAsync(CancellationToken cancellationToken) =>
        RunAsync(async server => new ServerVisit(await server.Records.FindClaimAsync(cancellationToken), FreeBytes: null));

    public Task ClaimAsync(Claim claim, CancellationToken cancellationToken) => RunAsync(server => server.Records.SaveAsync(claim, cancellationToken));

    public Task<Atomicity> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(Atomicity.Tree);

    public async IAsyncEnumerable<Receipt> ReceiptsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ServerException? damaged = null;
        foreach (var (package, _) in await RunAsync(async server => await server.Records.PackagesAsync(OurFolder.Receipts, cancellationToken).ToArrayAsync(cancellationToken)))
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
        RunAsync(server => server.Sweeping.SweepAsync(olderThan, ignoreExtra, cancellationToken));

    public Task<Verification> VerifyAsync(
        PackagePlace place, Manifest manifest, ProofKind proof, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(place, server => server.Viewing.VerifyAsync(place, manifest, proof, ignoreExtra, cancellationToken), cancellationToken);

    public Task<Verification> AdoptAsync(StageRequest request, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(request.Place, server => server.Adoption.AdoptAsync(request, ignoreExtra, cancellationToken), cancellationToken);

    public Task<Manifest?> ReadAsync(PackagePlace place, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(place, server => server.Reading.ReadAsync(place, ignoreExtra, cancellationToken), cancellationToken);

    public Task<ImmutableArray<string>> DirectoriesAsync(CancellationToken cancellationToken) =>
        RunAsync(server => server.Reading.DirectoriesAsync(cancellationToken));

    public Task<long> DeleteExtraAsync(CancellationToken cancellationToken) =>
        RunAsync(server => server.Removal.DeleteAllAsync(server.Root.Ours(OurFolder.Extra), cancellationToken));

    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref opened, null)?.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<bool> RunAsync(Func<OpenedS3Server, Task> work) => RunAsync(Answering(work));

    private Task<bool> RunAsync(PackagePlace place, Func<OpenedS3Server, Task> work, CancellationToken cancellationToken) => RunAsync(place, Answering(work), cancellationToken);

    private static Func<OpenedS3Server, Task<bool>> Answering(Func<OpenedS3Server, Task> work) => async server =>
    {
        await work(server);
        return true;
    };

    private Task<T> RunAsync<T>(PackagePlace place, Func<OpenedS3Server, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(
            place.Package,
            server => PublishPath.IsAllowed(place.PublishAs)
                ? work(server)
                : throw new TroubleException(TroubleKind.BadName, $"a package cannot be published as '{place.PublishAs}'", place.PublishAs),
            cancellationToken);

    private Task<T> RunAsync<T>(PackageName package, Func<OpenedS3Server, Task<T>> work, CancellationToken cancellationToken) =>
        TranslatedAsync(package, () =>
        {
            var server = Opened();
            return server.Turns.InsideAsync(package, () => work(server), cancellationToken);
        });

    private Task<T> RunAsync<T>(Func<OpenedS3Server, Task<T>> work) => TranslatedAsync(null, () => work(Opened()));

    private async Task<T> TranslatedAsync<T>(PackageName? package, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (S3Troubles.Of(e, Name, package) is { } trouble)
        {
            throw trouble;
        }
    }

    private OpenedS3Server Opened()
    {
        lock (gate)
            return opened ??= Open();
    }

    private OpenedS3Server Open()
    {
        var how = login(endpoint.Credentials) ?? throw new TroubleException(TroubleKind.Credentials, $"the settings have no credentials '{endpoint.Credentials}' with 's3'");
        var (bucket, prefix) = BucketLocation.Of(endpoint.Address);
        var http = new BucketHttp();
        var client = BucketClient.Of(how.Credentials, how.Endpoint, how.Region, how.PathStyle, http);
        return new(http, new(new(client, bucket, isEncrypted: how.Endpoint?.Scheme != Uri.UriSchemeHttp, beat), prefix.Length == 0 ? "" : $"{prefix}/", endpoint), time);
    }
}

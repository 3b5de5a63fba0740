using Reconciler.Adapters.Servers.S3;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers.S3;

/// <summary>A bucket of a test's own, and what is placed there.</summary>
internal sealed class S3Place(S3Host host, S3Login? owner = null) : IDisposable
{
    public static readonly PackagePlace Viewer = new(new("viewer"), "viewer");

    private static readonly DateTimeOffset fileTime = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
    private BucketOnWire? wire;

    public string Bucket { get; } = host.MakeBucket(owner);

    public InMemoryContent Content { get; } = new();

    public BucketOnWire Wire => wire ??= new(host.Client, Bucket);

    public IServer Connect(S3Login? login = null) =>
        host.Connect(new(new("dp-1"), new(AddressKind.Bucket, ""), MaxConcurrentCopies: 2), $"s3://{Bucket}", login: login);

    public static StageRequest Request(Manifest manifest, long order, string version = "1") => new(Viewer, manifest, version, fileTime, new(1, order));

    public async Task<StagedTree> PlaceAsync(IServer server, StageRequest request)
    {
        var staged = await server.StageAsync(request, Content, new Progress<long>(), TestContext.Current.CancellationToken);
        await server.SealAsync(request, staged, default);
        await server.PublishAsync(request, staged, default);
        return staged;
    }

    public async Task<TroubleKind?> TroubleOfAsync(IServer server, StageRequest request)
    {
        try
        {
            await PlaceAsync(server, request);
            return null;
        }
        catch (ServerException e)
        {
            return e.Kind;
        }
    }

    public void Dispose() => wire?.Client.Dispose();
}

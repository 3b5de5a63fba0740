using Amazon.Runtime;
using Amazon.S3;
using Reconciler.Adapters.Servers.S3;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

[assembly: AssemblyFixture(typeof(Reconciler.Adapters.Tests.Servers.S3.S3Host))]

namespace Reconciler.Adapters.Tests.Servers.S3;

/// <summary>The real RADOS gateway, started by the first test that needs it, for all of them.</summary>
public sealed class S3Host : IDisposable
{
    private readonly Lazy<RadosGateway> gateway = new(() => new RadosGateway());

    /// <summary>Skips the test where there is none.</summary>
    public RadosGateway Gateway => gateway.Value;

    public S3Login Login => new(new BasicAWSCredentials(RadosGateway.AccessKey, RadosGateway.SecretKey)) { Endpoint = Gateway.Endpoint, PathStyle = true };

    /// <summary>As anybody else uses it.</summary>
    public AmazonS3Client Client => ClientOf(Login);

    /// <summary>A new one.</summary>
    public string MakeBucket(S3Login? owner = null)
    {
        var name = $"b-{Guid.NewGuid():N}";
        using var client = ClientOf(owner ?? Login);
        client.PutBucketAsync(name).GetAwaiter().GetResult();
        return name;
    }

    public IServer Connect(ServerEndpoint endpoint, string address, Heartbeat? heartbeat = null, S3Login? login = null) =>
        new S3ServerConnector(_ => login ?? Login, TimeProvider.System).Connect(endpoint with { Address = new(AddressKind.Bucket, address) }, heartbeat ?? new(TimeProvider.System));

    private static AmazonS3Client ClientOf(S3Login login) => BucketClient.Of(login.Credentials, login.Endpoint, login.Region, login.PathStyle, new BucketHttp());

    public void Dispose()
    {
        if (gateway.IsValueCreated)
            gateway.Value.Dispose();
    }
}

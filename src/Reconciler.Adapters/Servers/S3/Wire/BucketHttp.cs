using Amazon.Runtime;

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>The connections to one S3. How long an answer may take is <see cref="Deadline"/>'s matter.</summary>
internal sealed class BucketHttp : HttpClientFactory, IDisposable
{
    private const int MostConnections = 64;

    private static readonly TimeSpan connecting = TimeSpan.FromSeconds(15);

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        // An answer elsewhere would be signed for this host.
        AllowAutoRedirect = false,
        ConnectTimeout = connecting,
        MaxConnectionsPerServer = MostConnections,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => client.Dispose();
}

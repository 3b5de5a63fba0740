using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers.S3;

/// <summary>The contract, on a bucket of the real RADOS gateway.</summary>
public class S3ServerTests : ServerContract, IDisposable
{
    private const string Prefix = "packages/here";

    private readonly S3Host host;
    private readonly string bucket;
    private readonly BucketOnWire wire;

    public S3ServerTests(S3Host host)
    {
        this.host = host;
        bucket = host.MakeBucket();
        wire = new(host.Client, bucket, $"{Prefix}/");
    }

    protected override IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) => host.Connect(endpoint, $"s3://{bucket}/{Prefix}", heartbeat);

    protected override IReadOnlyDictionary<string, string>? Read(string publishAs) => wire.ReadCurrent(publishAs);

    protected override void Write(string path, string text) => wire.Write(Shown(path), text);

    protected override void Delete(string path) => wire.Delete(Shown(path));

    protected override IEnumerable<string> SetAside() =>
        wire.Keys(".reconciler/extra/viewer/").Select(key => key.Split('/', 7)[^1]);

    public void Dispose()
    {
        wire.Client.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A file of the package that a pointer shows stands with its version.</summary>
    private string Shown(string path)
    {
        var package = path[..path.IndexOf('/', StringComparison.Ordinal)];
        return $"{wire.FindCurrent(package) ?? package}/{path[(package.Length + 1)..]}";
    }
}

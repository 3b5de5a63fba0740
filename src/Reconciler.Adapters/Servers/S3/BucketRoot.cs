using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>A server's root: a bucket, or what is below a prefix of it.</summary>
/// <param name="prefix">Empty, or ends with a slash.</param>
internal sealed class BucketRoot(Bucket bucket, string prefix, ServerEndpoint endpoint)
{
    /// <summary>How many things of a tree are asked for at once.</summary>
    public const int AtOnce = 32;

    private const int LongestKeyBytes = 1024;

    public Bucket Bucket => bucket;

    public BucketUploads Uploads { get; } = new(bucket);

    public ServerEndpoint Endpoint => endpoint;

    /// <param name="below">A safe path, or one that ends with a slash.</param>
    /// <exception cref="TroubleException"><see cref="TroubleKind.BadName"/>: an S3 has no such long key.</exception>
    public string Key(string below)
    {
        var key = prefix + below;
        return System.Text.Encoding.UTF8.GetByteCount(key) <= LongestKeyBytes
            ? key
            : throw new TroubleException(TroubleKind.BadName, $"'{below}' makes a key of more than {LongestKeyBytes} bytes, which no S3 takes; shorten the path", below);
    }

    /// <param name="folder">A name of <see cref="OurFolder"/>.</param>
    public string Ours(string folder, string name = "") => Key($"{OurFolder.Name}/{folder}/{name}");

    public string Shown(string below) => $"s3://{bucket.Name}/{prefix}{below}";

    /// <summary>Does something for many things, <see cref="AtOnce"/> at the same time; the first failure ends it.</summary>
    public static Task EachAsync<T>(IEnumerable<T> things, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            things,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (thing, cancellation) => await work(thing, cancellation));
}

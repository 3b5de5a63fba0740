using System.Globalization;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>
/// Deletes objects of trees, many at once. What others put there is kept: <c>.reconciler/extra/&lt;package&gt;/&lt;time&gt;/</c>, under the path that it
/// had in the tree. Keys that no package can have are left where they are.
/// </summary>
internal sealed class ObjectRemoval(BucketRoot root, TimeProvider time)
{
    public async Task DeleteAsync(TreeObjects tree, PackageName package, Func<TreeObject, bool> isOurs, CancellationToken cancellationToken)
    {
        var aside = root.Ours(OurFolder.Extra, $"{package}/{time.GetUtcNow().ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}/");
        await Parallel.ForEachAsync(tree.ListAsync(cancellationToken), Options(cancellationToken), async (there, cancellation) =>
        {
            if (isOurs(there))
                await root.Bucket.DeleteAsync(there.Found.Key, there.Found.ETag, cancellation);
            else if (there.Path is not null)
                await SetAsideAsync(there, aside, cancellation);
        });
    }

    /// <summary>Whatever is below a prefix that is ours alone, and what was never sent to its end.</summary>
    /// <returns>Bytes of what is gone.</returns>
    public async Task<long> DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        long freed = 0;
        foreach (var (key, upload) in await root.Uploads.UnfinishedAsync(prefix, cancellationToken))
            await root.Uploads.AbortAsync(key, upload, cancellationToken);

        await Parallel.ForEachAsync(root.Bucket.ObjectsAsync(prefix, cancellationToken), Options(cancellationToken), async (found, cancellation) =>
        {
            await root.Bucket.DeleteAsync(found.Key, eTag: null, cancellation);
            Interlocked.Add(ref freed, found.SizeBytes);
        });
        return freed;
    }

    private async Task SetAsideAsync(TreeObject there, string aside, CancellationToken cancellationToken)
    {
        var labels = (await root.Bucket.FindLabelsAsync(there.Found.Key, cancellationToken))?.Labels;
        if (labels is not null && await root.Uploads.CopyAsync(there.Found, aside + there.Name, labels, cancellationToken) is not null)
            await root.Bucket.DeleteAsync(there.Found.Key, there.Found.ETag, cancellationToken);
    }

    private static ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = BucketRoot.AtOnce, CancellationToken = cancellationToken };
}

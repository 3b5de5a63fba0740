using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>What is below a prefix. Keys may hold anything: whoever can write to the bucket chose them.</summary>
internal static class BucketListing
{
    /// <summary>Every object, in the byte order of the keys.</summary>
    public static async IAsyncEnumerable<FoundObject> ObjectsAsync(this Bucket bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in bucket.PagesAsync(prefix, delimiter: null, cancellationToken))
        {
            foreach (var found in page.S3Objects ?? [])
            {
                if (Decoded(found.Key) is { } key && key.StartsWith(prefix, StringComparison.Ordinal))
                    yield return new(key, found.Size ?? 0, Bucket.Unquoted(found.ETag), found.LastModified ?? DateTime.UnixEpoch);
            }
        }
    }

    /// <summary>What follows the prefix up to the next slash: with it for what stands above others, without it for an object.</summary>
    public static async IAsyncEnumerable<string> NamesAsync(this Bucket bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in bucket.PagesAsync(prefix, "/", cancellationToken))
        {
            foreach (var key in (page.CommonPrefixes ?? []).Concat((page.S3Objects ?? []).Select(found => found.Key)))
            {
                if (Decoded(key) is { } name && name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length)
                    yield return name[prefix.Length..];
            }
        }
    }

    private static async IAsyncEnumerable<ListObjectsV2Response> PagesAsync(this Bucket bucket, string prefix, string? delimiter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Of a key that XML has no form for only this encoding leaves the listing whole.
        var request = new ListObjectsV2Request { BucketName = bucket.Name, Prefix = prefix, Delimiter = delimiter, Encoding = EncodingType.Url };
        ListObjectsV2Response page;
        do
        {
            page = await bucket.AskAsync("list", prefix, deadline => bucket.Client.ListObjectsV2Async(request, deadline.Token), cancellationToken);
            yield return page;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated is true && request.ContinuationToken is not null);
    }

    private static string? Decoded(string? key) => key is null ? null : Uri.UnescapeDataString(key.Replace('+', ' '));
}

using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3.Model;

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>Objects that are sent, or copied, in parts. What an interrupted upload has sent stays until that is finished or aborted.</summary>
internal sealed class BucketUploads(Bucket bucket)
{
    /// <summary>An answer after each tells that work goes on.</summary>
    public const long CopiedAtOnce = 256L << 20;

    public const int MostParts = 10_000;

    private const int CopiesAtOnce = 4;

    public Task<string> BeginAsync(string key, ObjectLabels labels, CancellationToken cancellationToken) => bucket.AskAsync("write", key, async deadline =>
    {
        var request = new InitiateMultipartUploadRequest { BucketName = bucket.Name, Key = key, ContentType = ObjectLabels.TypeOf(key) };
        labels.WriteTo(request.Metadata);
        return (await bucket.Client.InitiateMultipartUploadAsync(request, deadline.Token)).UploadId;
    }, cancellationToken);

    /// <returns>The part's ETag.</returns>
    public Task<string> SendPartAsync(string key, string upload, int number, ReadOnlyMemory<byte> bytes, byte[] md5, CancellationToken cancellationToken) => bucket.AskAsync("write", key, async deadline =>
    {
        var request = new UploadPartRequest
        {
            BucketName = bucket.Name,
            Key = key,
            UploadId = upload,
            PartNumber = number,
            PartSize = bytes.Length,
            InputStream = new BeatingStream(bytes, deadline.Beat),
            MD5Digest = Md5.Text(md5),
            UseChunkEncoding = false,
            DisablePayloadSigning = bucket.IsEncrypted,
        };
        return Bucket.Unquoted((await bucket.Client.UploadPartAsync(request, deadline.Token)).ETag);
    }, cancellationToken);

    /// <returns>The part's ETag; null when the source is another one, or gone.</returns>
    public Task<string?> CopyPartAsync(string key, string upload, int number, string from, string eTag, long first, long last, CancellationToken cancellationToken) => bucket.AskAsync("write", key, async deadline =>
    {
        var request = new CopyPartRequest
        {
            SourceBucket = bucket.Name,
            SourceKey = from,
            ETagToMatch = [Bucket.Quoted(eTag)],
            DestinationBucket = bucket.Name,
            DestinationKey = key,
            UploadId = upload,
            PartNumber = number,
            FirstByte = first,
            LastByte = last,
        };
        try
        {
            return Bucket.Unquoted((await bucket.Client.CopyPartAsync(request, deadline.Token)).ETag);
        }
        catch (AmazonServiceException e) when (BucketAnswers.IsConditionFailed(e) || e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }, cancellationToken);

    /// <summary>What stands there already, by number.</summary>
    public async Task<Dictionary<int, (long SizeBytes, string ETag)>> PartsAsync(string key, string upload, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<int, (long, string)>();
        var request = new ListPartsRequest { BucketName = bucket.Name, Key = key, UploadId = upload };
        ListPartsResponse page;
        do
        {
            page = await bucket.AskAsync("list", key, deadline => bucket.Client.ListPartsAsync(request, deadline.Token), cancellationToken);
            foreach (var part in page.Parts ?? [])
                parts[part.PartNumber ?? 0] = (part.Size ?? 0, Bucket.Unquoted(part.ETag));

            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        while (page.IsTruncated is true);
        return parts;
    }

    /// <summary>Unfinished ones below a prefix, newest last.</summary>
    public async Task<List<(string Key, string Upload)>> UnfinishedAsync(string prefix, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        var request = new ListMultipartUploadsRequest { BucketName = bucket.Name, Prefix = prefix };
        ListMultipartUploadsResponse page;
        do
        {
            page = await bucket.AskAsync("list", prefix, deadline => bucket.Client.ListMultipartUploadsAsync(request, deadline.Token), cancellationToken);
            found.AddRange((page.MultipartUploads ?? []).Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(upload => upload.Initiated).Select(upload => (upload.Key, upload.UploadId)));
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated is true && request.KeyMarker is not null);
        return found;
    }

    /// <returns>The object's ETag; null when somebody has aborted the upload.</returns>
    public async Task<string?> FinishAsync(
        string key, string upload, IEnumerable<(int Number, string ETag)> parts, long sizeBytes, ObjectLabels labels, CancellationToken cancellationToken)
    {
        await FinishAsync(key, upload, parts, cancellationToken);

        // The answer may have been lost, and a second try told that there is no such upload; and Ceph's names another ETag than the object has.
        return await bucket.FindLabelsAsync(key, cancellationToken) is { } finished && finished.SizeBytes == sizeBytes && finished.Labels == labels ? finished.ETag : null;
    }

    private Task<bool> FinishAsync(string key, string upload, IEnumerable<(int Number, string ETag)> parts, CancellationToken cancellationToken) => bucket.AskAsync("write", key, async deadline =>
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = bucket.Name,
            Key = key,
            UploadId = upload,
            PartETags = [.. parts.OrderBy(part => part.Number).Select(part => new PartETag(part.Number, Bucket.Quoted(part.ETag)))],
        };
        try
        {
            await bucket.Client.CompleteMultipartUploadAsync(request, deadline.Token);
            return true;
        }
        catch (AmazonServiceException e) when (BucketAnswers.IsNotFound(e))
        {
            return false;
        }
    }, cancellationToken);

    public Task AbortAsync(string key, string upload, CancellationToken cancellationToken) => bucket.AskAsync("delete", key, async deadline =>
    {
        try
        {
            await bucket.Client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket.Name, Key = key, UploadId = upload }, deadline.Token);
        }
        catch (AmazonServiceException e) when (BucketAnswers.IsNotFound(e))
        {
            // It is gone, as it should be.
        }

        return true;
    }, cancellationToken);

    /// <summary>Copies an object of any size inside the bucket.</summary>
    /// <returns>The copy's ETag; null when the source is another one, or gone.</returns>
    public async Task<string?> CopyAsync(FoundObject from, string to, ObjectLabels labels, CancellationToken cancellationToken)
    {
        if (from.SizeBytes <= CopiedAtOnce)
            return await bucket.CopyAsync(from.Key, from.ETag, to, labels, cancellationToken);

        var upload = await BeginAsync(to, labels, cancellationToken);
        var stepBytes = Math.Max(CopiedAtOnce, from.SizeBytes / MostParts + 1);
        var parts = new ConcurrentBag<(int, string?)>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, checked((int)((from.SizeBytes + stepBytes - 1) / stepBytes))),
            new ParallelOptions { MaxDegreeOfParallelism = CopiesAtOnce, CancellationToken = cancellationToken },
            async (i, cancellation) => parts.Add((i + 1, await CopyPartAsync(to, upload, i + 1, from.Key, from.ETag, i * stepBytes, Math.Min((i + 1) * stepBytes, from.SizeBytes) - 1, cancellation))));
        if (parts.All(part => part.Item2 is not null))
            return await FinishAsync(to, upload, parts.Select(part => (part.Item1, part.Item2!)), from.SizeBytes, labels, cancellationToken);

        await AbortAsync(to, upload, cancellationToken);
        return null;
    }
}

using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>One bucket: objects by their keys. Every ETag is without quotes.</summary>
/// <param name="answered">A sign of life.</param>
internal sealed class Bucket(IAmazonS3 client, string name, bool isEncrypted, Action answered) : IDisposable
{
    /// <summary>No answer for so long, and a request is given up.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    public string Name => name;

    public IAmazonS3 Client => client;

    public Action Answered => answered;

    /// <summary>The body of a request need not be signed where the connection protects it.</summary>
    public bool IsEncrypted => isEncrypted;

    /// <returns>Null when there is none.</returns>
    /// <param name="longestBytes">More is refused: whoever can write to the bucket must not be able to exhaust us.</param>
    public Task<SmallObject?> FindAsync(string key, int longestBytes, CancellationToken cancellationToken) => AskAsync("read", key, async deadline =>
    {
        try
        {
            using var response = await client.GetObjectAsync(new GetObjectRequest { BucketName = name, Key = key }, deadline.Token);
            if (response.ContentLength > longestBytes)
                throw new BucketException(TroubleKind.Conflict, $"'s3://{name}/{key}' has {response.ContentLength} bytes, and {longestBytes} is the most that is read of it", key);

            var bytes = new byte[response.ContentLength];
            await response.ResponseStream.ReadExactlyAsync(bytes, deadline.Token);
            return new SmallObject(bytes, Unquoted(response.ETag));
        }
        catch (AmazonServiceException e) when (BucketAnswers.IsNotFound(e))
        {
            return null;
        }
    }, cancellationToken);

    /// <summary>Reads an object to its end.</summary>
    /// <param name="read">Given each piece.</param>
    /// <param name="eTag">That it must have; null: any.</param>
    /// <returns>What is written beside its bytes; null when there is none, or one with another ETag.</returns>
    public Task<ObjectLabels?> ReadAsync(string key, string? eTag, Action<ReadOnlySpan<byte>> read, CancellationToken cancellationToken) => AskAsync("read", key, async deadline =>
    {
        try
        {
            using var response = await client.GetObjectAsync(new GetObjectRequest { BucketName = name, Key = key, EtagToMatch = eTag is null ? null : Quoted(eTag) }, deadline.Token);
            var piece = new byte[1 << 16];
            int count;
            while ((count = await response.ResponseStream.ReadAsync(piece, deadline.Token)) > 0)
            {
                read(piece.AsSpan(0, count));
                deadline.Beat();
            }

            return ObjectLabels.Of(response.Metadata);
        }
        catch (AmazonServiceException e) when (BucketAnswers.IsNotFound(e) || BucketAnswers.IsConditionFailed(e))
        {
            return null;
        }
    }, cancellationToken);

    /// <returns>The labels, the size and the ETag; null when there is none.</returns>
    public Task<(ObjectLabels Labels, long SizeBytes, string ETag)?> FindLabelsAsync(string key, CancellationToken cancellationToken) => AskAsync<(ObjectLabels, long, string)?>("read", key, async deadline =>
    {
        try
        {
            var response = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = name, Key = key }, deadline.Token);
            return (ObjectLabels.Of(response.Metadata), response.ContentLength, Unquoted(response.ETag));
        }
        catch (AmazonServiceException e) when (BucketAnswers.IsNotFound(e))
        {
            return null;
        }
    }, cancellationToken);

    /// <summary>Writes an object whole; the S3 holds the bytes against their MD5.</summary>
    /// <param name="condition">Null: whatever is there.</param>
    /// <returns>Its ETag; null when the condition does not hold. A lost answer may make a write of ours look so.</returns>
    public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> bytes, ObjectLabels labels, WriteCondition? condition, CancellationToken cancellationToken) => AskAsync("write", key, async deadline =>
    {
        var request = new PutObjectRequest
        {
            BucketName = name,
            Key = key,
            InputStream = new BeatingStream(bytes, deadline.Beat),
            MD5Digest = Md5.Text(Md5.Of(bytes.Span)),
            ContentType = ObjectLabels.TypeOf(key),
            IfNoneMatch = condition is { ETag: null } ? "*" : null,
            // Without quotes: Ceph compares what it is given, and the others take both.
            IfMatch = condition?.ETag,
            UseChunkEncoding = false,
            DisablePayloadSigning = isEncrypted,
        };
        labels.WriteTo(request.Metadata);
        try
        {
            return Unquoted((await client.PutObjectAsync(request, deadline.Token)).ETag);
        }
        // With If-Match an object that is gone is answered with 404.
        catch (AmazonServiceException e) when (condition is not null && (BucketAnswers.IsConditionFailed(e) || BucketAnswers.IsNotFound(e)))
        {
            return null;
        }
    }, cancellationToken);

    /// <summary>Copies an object inside the bucket; at most <see cref="BucketUploads.CopiedAtOnce"/> bytes.</summary>
    /// <param name="eTag">That the source must have.</param>
    /// <returns>The copy's ETag; null when the source is another one, or gone.</returns>
    public Task<string?> CopyAsync(string from, string eTag, string to, ObjectLabels labels, CancellationToken cancellationToken) => AskAsync("write", to, async deadline =>
    {
        var request = new CopyObjectRequest
        {
            SourceBucket = name,
            SourceKey = from,
            ETagToMatch = Quoted(eTag),
            DestinationBucket = name,
            DestinationKey = to,
            MetadataDirective = S3MetadataDirective.REPLACE,
            ContentType = ObjectLabels.TypeOf(to),
        };
        labels.WriteTo(request.Metadata);
        try
        {
            return Unquoted((await client.CopyObjectAsync(request, deadline.Token)).ETag);
        }
        catch (AmazonServiceException e) when (BucketAnswers.IsNotFound(e) || BucketAnswers.IsConditionFailed(e))
        {
            return null;
        }
    }, cancellationToken);

    /// <param name="eTag">That it must have, where the S3 knows such a condition; null: any.</param>
    /// <returns>False: it has another one.</returns>
    public Task<bool> DeleteAsync(string key, string? eTag, CancellationToken cancellationToken) => AskAsync("delete", key, async deadline =>
    {
        try
        {
            await client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = name, Key = key, IfMatch = eTag is null ? null : Quoted(eTag) }, deadline.Token);
            return true;
        }
        catch (AmazonServiceException e) when (BucketAnswers.IsNotFound(e))
        {
            return true;
        }
        catch (AmazonServiceException e) when (BucketAnswers.IsConditionFailed(e))
        {
            return false;
        }
    }, cancellationToken);

    /// <exception cref="BucketException">Refused, or no answer.</exception>
    public async Task<T> AskAsync<T>(string doing, string? key, Func<Deadline, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(LongestSilence, answered, cancellationToken);
        try
        {
            var answer = await ask(deadline);
            answered();
            return answer;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BucketException(TroubleKind.Unreachable, $"no answer for {LongestSilence.TotalSeconds:0} s to the request to {doing} 's3://{name}/{key}'", key, e);
        }
        catch (Exception e) when (BucketAnswers.Trouble(e, doing, name, key) is { } trouble)
        {
            throw trouble;
        }
    }

    public void Dispose() => client.Dispose();

    public static string Quoted(string eTag) => $"\"{eTag}\"";

    public static string Unquoted(string? eTag) => eTag?.Trim('"') ?? "";
}

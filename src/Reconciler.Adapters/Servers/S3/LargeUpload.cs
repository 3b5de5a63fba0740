using System.Collections.Concurrent;
using System.Security.Cryptography;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>
/// Sends a large file in parts, several at once, and goes on with what an interrupted run has sent: a part that stands there is used when its MD5 is
/// that of the store's bytes. The file is hashed on the way, and finished only when it is what it should be.
/// </summary>
internal sealed class LargeUpload(BucketRoot root, ObjectSource source, BufferBudget buffers)
{
    /// <summary>From here on a file is sent in parts.</summary>
    public const long FromBytes = 16 << 20;

    internal const int PartBytes = 8 << 20;

    private const long Mebibyte = 1 << 20;
    private const long LargestBytes = 5L << 40;

    /// <returns>The object's ETag.</returns>
    public async Task<string> SendAsync(ManifestEntry entry, string key, ObjectLabels labels, bool mayContinue, CancellationToken cancellationToken)
    {
        if (entry.SizeBytes > LargestBytes)
            throw new TroubleException(TroubleKind.NotSupported, $"'{entry.Path}' has {entry.SizeBytes} bytes, and an S3 takes {LargestBytes} at most", entry.Path);

        var (upload, there) = await OpenAsync(key, labels, mayContinue, cancellationToken);
        var parts = await SendPartsAsync(entry, key, upload, there, cancellationToken);
        return await root.Uploads.FinishAsync(key, upload, parts.Select(part => (part.Key, part.Value)), entry.SizeBytes, labels, cancellationToken)
            ?? throw new TroubleException(TroubleKind.IoError, $"the upload of '{entry.Path}' was aborted by somebody else; it is begun anew by the next run", entry.Path);
    }

    public static int PartBytesOf(long sizeBytes) =>
        checked((int)Math.Max(PartBytes, (sizeBytes / BucketUploads.MostParts / Mebibyte + 1) * Mebibyte));

    private async Task<(string Upload, Dictionary<int, (long SizeBytes, string ETag)> There)> OpenAsync(string key, ObjectLabels labels, bool mayContinue, CancellationToken cancellationToken)
    {
        foreach (var (_, upload) in mayContinue ? (await root.Uploads.UnfinishedAsync(key, cancellationToken)).Where(upload => upload.Key == key).Reverse() : [])
            return (upload, await root.Uploads.PartsAsync(key, upload, cancellationToken));

        return (await root.Uploads.BeginAsync(key, labels, cancellationToken), []);
    }

    private async Task<ConcurrentDictionary<int, string>> SendPartsAsync(
        ManifestEntry entry, string key, string upload, Dictionary<int, (long SizeBytes, string ETag)> there, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var parts = new ConcurrentDictionary<int, string>();
        var sending = new List<Task>();
        await using var stream = source.Open(entry);
        var partBytes = PartBytesOf(entry.SizeBytes);
        try
        {
            var number = 1;
            for (long at = 0; at < entry.SizeBytes; at += partBytes, number++)
            {
                await FailedAsync(sending);
                var part = await buffers.RentAsync((int)Math.Min(partBytes, entry.SizeBytes - at), ending.Token);
                sending.Add(await ReadPartAsync(stream, entry, part, hash, ending.Token) ? SendPartAsync(key, upload, number, part, there, parts, ending.Token) : throw ObjectSource.Damaged(entry));
            }

            await Task.WhenAll(sending);
        }
        catch
        {
            // What is on its way uses our buffers, and is given up together with them.
            await ending.CancelAsync();
            await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            throw;
        }

        return new Digest(hash.GetHashAndReset()) == entry.Digest ? parts : throw await AbortedAsync(entry, key, upload, cancellationToken);
    }

    private static async Task FailedAsync(List<Task> sending)
    {
        foreach (var failed in sending.Where(part => part.IsFaulted || part.IsCanceled))
            await failed;
    }

    private static async Task<bool> ReadPartAsync(Stream stream, ManifestEntry entry, BufferBudget.Rented part, IncrementalHash hash, CancellationToken cancellationToken)
    {
        try
        {
            if (await ObjectSource.ReadAsync(stream, part.Memory, entry, cancellationToken) == part.Memory.Length)
            {
                hash.AppendData(part.Memory.Span);
                return true;
            }
        }
        catch
        {
            part.Dispose();
            throw;
        }

        part.Dispose();
        return false;
    }

    private async Task SendPartAsync(
        string key, string upload, int number, BufferBudget.Rented part, Dictionary<int, (long SizeBytes, string ETag)> there, ConcurrentDictionary<int, string> parts, CancellationToken cancellationToken)
    {
        using (part)
        {
            var md5 = Md5.Of(part.Memory.Span);
            if (there.TryGetValue(number, out var known) && known.SizeBytes == part.Memory.Length && known.ETag == Md5.ETag(md5))
            {
                parts[number] = known.ETag;
                return;
            }

            parts[number] = await root.Uploads.SendPartAsync(key, upload, number, part.Memory, md5, cancellationToken);
            source.Sent(part.Memory.Length);
        }
    }

    private async Task<Exception> AbortedAsync(ManifestEntry entry, string key, string upload, CancellationToken cancellationToken)
    {
        await root.Uploads.AbortAsync(key, upload, cancellationToken);
        return ObjectSource.Damaged(entry);
    }
}

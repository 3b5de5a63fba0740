using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>
/// Puts a large file together on the server: what a file there has is copied by the server itself, the rest is sent. Nobody hashes the copied
/// blocks: they are right because the file that they come from is as it was sealed, by size and time, before and after. Where only the server itself
/// tells which blocks that are, the server hashes what was put together.
/// </summary>
/// <param name="mustRead">What the server holds was found wrong: what it has put together is to be hashed there, or nothing is.</param>
internal sealed class RemoteComposing(RemoteRoot root, RemoteBases bases, RemoteCopy copy, RemoteHashing hashing, bool mustRead)
{
    /// <summary>Whether that would send less than all of it.</summary>
    public bool CanDo(ManifestEntry entry) =>
        FileBlocks.Has(entry) && bases.FindRanges(entry) is var (_, ranges) && (hashing.MayWork || !MustHash(ranges));

    /// <returns>How far the file is proven; null when nothing of it is there, or was touched meanwhile: nothing stands at <paramref name="to"/> then.</returns>
    public async Task<ProofKind?> TryAsync(ManifestEntry entry, RemotePath to, Func<SftpHandle, Task> finish, CancellationToken cancellationToken)
    {
        if (!CanDo(entry) || bases.FindRanges(entry) is not var (wanted, ranges) || !await AreUntouchedAsync(ranges, cancellationToken))
            return null;

        try
        {
            await ComposeAsync(entry, wanted, ranges, to, finish, cancellationToken);
            var mustHash = MustHash(ranges);
            if (mustHash ? (await hashing.HashAsync([(to, entry.SizeBytes)], cancellationToken))?[0] == entry.Digest : await AreUntouchedAsync(ranges, cancellationToken))
                return mustHash ? ProofKind.RemoteHash : ProofKind.Stat;
        }
        catch (SftpRefusedException e) when (e.Status == SftpStatus.Failure || e.Status == SftpStatus.NotSupported || e.Status == SftpStatus.NoSuchFile)
        {
            // What the server cannot copy is sent; a full disk shows again then.
        }

        if (await root.Client.FindStatusAsync(to, cancellationToken) is not null)
            await root.Client.RemoveAsync(to, cancellationToken);

        return null;
    }

    private async Task ComposeAsync(
        ManifestEntry entry, FileBlocks wanted, ImmutableArray<FileRange> ranges, RemotePath to, Func<SftpHandle, Task> finish, CancellationToken cancellationToken)
    {
        var sources = new Dictionary<int, SftpHandle>();
        try
        {
            await using var file = await root.Client.OpenAsync(to, OpenMode.Create, cancellationToken);
            foreach (var range in ranges)
            {
                if (range.From is not { } from)
                {
                    await copy.SendRangeAsync(file, entry, wanted, range, cancellationToken);
                    continue;
                }

                if (!sources.TryGetValue(from.File, out var source))
                    sources[from.File] = source = await root.Client.OpenAsync(bases.Files[from.File].At, OpenMode.Read, cancellationToken);

                await file.CopyFromAsync(source, from.At, range.At, range.SizeBytes, cancellationToken);
            }

            await finish(file);
        }
        finally
        {
            foreach (var source in sources.Values)
                await source.DisposeAsync();
        }
    }

    private bool MustHash(ImmutableArray<FileRange> ranges) => mustRead || ranges.Any(range => range.From is { } from && bases.Files[from.File].IsTold);

    private async Task<bool> AreUntouchedAsync(ImmutableArray<FileRange> ranges, CancellationToken cancellationToken)
    {
        foreach (var number in ranges.Select(range => range.From?.File).OfType<int>().Distinct())
        {
            var (at, sealedEntry, _) = bases.Files[number];
            if (await root.Client.FindStatusAsync(at, cancellationToken) is not { } status || !sealedEntry.IsUntouched(status))
                return false;
        }

        return true;
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Fills a staged tree, many files at once: by what an interrupted run left there, by what the server holds, by sending.</summary>
/// <param name="left">What an interrupted run left, by path.</param>
internal sealed class RemoteBuilder(
    RemoteRoot root, RemotePath tree, StageRequest request, RemoteReuse reuse, RemoteComposing composing, RemoteCopy copy, IReadOnlyDictionary<string, RemoteNode> left)
{
    // What is smaller is sent again: to read it back would not be faster.
    private const long WorthContinuing = 1 << 20;

    private readonly uint fileTime = (uint)Math.Clamp(request.FileTime.ToUnixTimeSeconds(), 0, uint.MaxValue);
    private readonly ConcurrentBag<ProofKind> proofs = [];
    private readonly HashSet<string> links = [.. request.Manifest.Entries.Where(entry => entry.Kind == EntryKind.Symlink).Select(entry => entry.Path)];

    /// <returns>The proof of the weakest entry.</returns>
    public async Task<ProofKind> BuildAsync(CancellationToken cancellationToken)
    {
        var directories = Directories();
        foreach (var level in directories.Where(path => !left.ContainsKey(path)).GroupBy(path => path.Count(c => c == '/')).OrderBy(level => level.Key))
            await RemoteWalk.EachAsync(root, level, (path, cancellation) => root.Client.MakeDirectoryAsync(tree.Below(path), cancellation), cancellationToken);

        await RemoteWalk.EachAsync(root, request.Manifest.Entries.Where(entry => entry.Kind != EntryKind.EmptyDirectory), BuildAsync, cancellationToken);
        var finished = new SftpAttributes(Mode: root.PackageModes.Directory, ModifiedSeconds: fileTime);
        await RemoteWalk.EachAsync(
            root,
            directories.Select(path => tree.Below(path)).Append(tree), (path, cancellation) => root.Client.SetStatusAsync(path, finished, cancellation), cancellationToken);
        return proofs.Contains(ProofKind.Stat) ? ProofKind.Stat
            : proofs.Contains(ProofKind.Written) || proofs.IsEmpty ? ProofKind.Written
            : ProofKind.Read;
    }

    private HashSet<string> Directories() =>
    [
        .. request.Manifest.Entries.SelectMany(entry => PublishPath.Parents(entry.Path)),
        .. request.Manifest.Entries.Where(entry => entry.Kind == EntryKind.EmptyDirectory).Select(entry => entry.Path),
    ];

    private async Task BuildAsync(ManifestEntry entry, CancellationToken cancellationToken)
    {
        var at = tree.Below(entry.Path);
        if (entry.Kind == EntryKind.Symlink)
            await BuildLinkAsync(entry, at, cancellationToken);
        else
            proofs.Add(await BuildFileAsync(entry, at, cancellationToken));
    }

    private async Task<ProofKind> BuildFileAsync(ManifestEntry entry, RemotePath at, CancellationToken cancellationToken)
    {
        if (left.TryGetValue(entry.Path, out var found))
        {
            // The time is set last, once the bytes are there for good.
            if (!request.MustRead && found.Status.SizeBytes == entry.SizeBytes && found.Status.ModifiedNs == SealedNs && found.Status.Mode == root.PackageModes.File(entry.IsExecutable))
                return ProofKind.Stat;

            if (found.Status.SizeBytes >= WorthContinuing && found.Status.SizeBytes < entry.SizeBytes && !composing.CanDo(entry) && await TryContinueAsync(entry, at, found.Status.SizeBytes, cancellationToken))
                return ProofKind.Written;

            await root.Client.RemoveAsync(at, cancellationToken);
        }

        if (await reuse.TryAsync(entry, at, file => FinishAsync(file, entry, cancellationToken), cancellationToken) is { } reused)
            return reused;

        if (await composing.TryAsync(entry, at, file => FinishAsync(file, entry, cancellationToken), cancellationToken) is { } composed)
            return composed;

        await using var created = await root.Client.OpenAsync(at, OpenMode.Create, cancellationToken);
        if (!await SendAsync(created, 0, entry, IncrementalHash.CreateHash(HashAlgorithmName.SHA256), cancellationToken))
        {
            await root.Client.RemoveAsync(at, cancellationToken);
            throw RemoteCopy.Damaged(entry);
        }

        return ProofKind.Written;
    }

    private long SealedNs => fileTime * 1_000_000_000L;

    /// <summary>What is there is read back and hashed, so that the whole is known; the rest is sent behind it.</summary>
    private async Task<bool> TryContinueAsync(ManifestEntry entry, RemotePath at, long lengthBytes, CancellationToken cancellationToken)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var sent = await root.Client.OpenAsync(at, OpenMode.Read, cancellationToken))
            await sent.HashAsync(hash, lengthBytes, cancellationToken);

        await using var file = await root.Client.OpenAsync(at, OpenMode.Continue, cancellationToken);
        return await SendAsync(file, lengthBytes, entry, hash, cancellationToken);
    }

    /// <returns>False: the whole is not what the entry says.</returns>
    private async Task<bool> SendAsync(SftpHandle file, long from, ManifestEntry entry, IncrementalHash hash, CancellationToken cancellationToken)
    {
        using (hash)
        {
            if (!await copy.SendAsync(file, from, hash, entry, cancellationToken))
                return false;
        }

        await FinishAsync(file, entry, cancellationToken);
        return true;
    }

    private async Task FinishAsync(SftpHandle file, ManifestEntry entry, CancellationToken cancellationToken)
    {
        if (root.Client.Version.Has(SftpVersion.Sync))
            await file.SyncBehindAsync(cancellationToken);

        await file.CloseAsAsync(new(Mode: root.PackageModes.File(entry.IsExecutable), ModifiedSeconds: fileTime), cancellationToken);
    }

    private async Task BuildLinkAsync(ManifestEntry entry, RemotePath at, CancellationToken cancellationToken)
    {
        if (left.ContainsKey(entry.Path))
            await root.Client.RemoveAsync(at, cancellationToken);

        var target = await reuse.FindLinkTargetAsync(entry, cancellationToken) ?? copy.LinkTarget(entry);
        if (!LinkTarget.StaysInside(entry.Path, Encoding.UTF8.GetString(target), links.Contains))
            throw new TroubleException(TroubleKind.BadName, $"the link '{entry.Path}' would lead out of the package", entry.Path);

        await root.Client.MakeLinkAsync(at, target, cancellationToken);
        if (root.Client.Version.Has(SftpVersion.SetLinkStatus))
            await root.Client.SetLinkStatusAsync(at, new(ModifiedSeconds: fileTime), cancellationToken);
    }
}

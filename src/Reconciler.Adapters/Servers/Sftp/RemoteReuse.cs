using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>What the server already holds of a package version: files that get a second name, or are copied there, without crossing the wire.</summary>
internal sealed class RemoteReuse
{
    // The same bytes may stand in many trees; a touched one should not cost a copy while another is whole.
    private const int MostSources = 4;

    private readonly RemoteRoot root;
    private readonly bool mustRead;
    private readonly Dictionary<(EntryKind Kind, Digest Digest), List<Source>> sources = [];
    private readonly List<HeldTree> held = [];

    private RemoteReuse(RemoteRoot root, StageRequest request)
    {
        this.root = root;
        mustRead = request.MustRead;
        foreach (var entry in request.Manifest.Entries.Where(entry => entry.Kind != EntryKind.EmptyDirectory))
            sources.TryAdd(KeyOf(entry), []);
    }

    /// <summary>Looks through all trees of the package and of those in <see cref="StageRequest.ReuseFrom"/>.</summary>
    public static async Task<RemoteReuse> OfAsync(RemoteRoot root, RemoteRecords records, RemoteTrees trees, StageRequest request, CancellationToken cancellationToken)
    {
        var reuse = new RemoteReuse(root, request);
        if (!root.Client.Version.Has(SftpVersion.HardLink) && !root.Client.Version.Has(SftpVersion.CopyData))
            return reuse;

        foreach (var package in request.ReuseFrom.Prepend(request.Place.Package).Distinct())
        {
            foreach (var tree in (await records.FindSoundReceiptAsync(package, cancellationToken))?.Trees.Reverse() ?? [])
            {
                if (await trees.FindAsync(tree, cancellationToken) is not { } at || await records.FindSealAsync(tree, cancellationToken) is not { } seal)
                    continue;

                reuse.Add(at, seal);
                if (package == request.Place.Package)
                    reuse.held.Add(new(tree.Digest, at, seal));
            }
        }

        return reuse;
    }

    /// <summary>The package's own trees, the newest first.</summary>
    public IReadOnlyList<HeldTree> Held => held;

    /// <summary>Whether a file with exactly these bytes was there.</summary>
    public bool Has(ManifestEntry entry) => sources[KeyOf(entry)].Count > 0;

    /// <summary>Whether this entry will probably take no room.</summary>
    public bool Covers(ManifestEntry entry) => root.Client.Version.Has(SftpVersion.HardLink) && sources[KeyOf(entry)].Any(source => IsFit(source, entry));

    /// <returns>How far the file is proven; null when it must be sent.</returns>
    public async Task<ProofKind?> TryAsync(ManifestEntry entry, RemotePath to, Func<SftpHandle, Task> finish, CancellationToken cancellationToken)
    {
        foreach (var source in sources[KeyOf(entry)])
        {
            if (!await IsUntouchedAsync(source, source.At, cancellationToken))
                continue;

            var isThere = (IsFit(source, entry) && await TryLinkAsync(source, to, cancellationToken)) || await TryCopyAsync(source, to, finish, cancellationToken);
            if (!isThere)
                continue;

            if (!mustRead)
                return ProofKind.Stat;

            if (await RemoteComparison.HashAsync(root, to, entry.SizeBytes, cancellationToken) == entry.Digest)
                return ProofKind.Read;

            await root.Client.RemoveAsync(to, cancellationToken);
        }

        return null;
    }

    /// <summary>Of a link that is whole on the server, so that the content store need not be asked.</summary>
    public async Task<byte[]?> FindLinkTargetAsync(ManifestEntry entry, CancellationToken cancellationToken)
    {
        foreach (var source in sources[KeyOf(entry)])
        {
            if (await root.Client.FindStatusAsync(source.At, cancellationToken) is { Kind: FileKind.Symlink }
                && await root.Client.ReadLinkAsync(source.At, cancellationToken) is var target
                && Digest.Of(target) == entry.Digest)
                return target;
        }

        return null;
    }

    private void Add(RemotePath tree, Seal seal)
    {
        foreach (var entry in seal.Entries)
        {
            if (sources.TryGetValue(KeyOf(entry.Entry), out var found) && found.Count < MostSources)
                found.Add(new(tree.Below(entry.Entry.Path), entry));
        }
    }

    private bool IsFit(Source source, ManifestEntry entry) => source.Sealed.Mode == root.PackageModes.File(entry.IsExecutable);

    private async Task<bool> IsUntouchedAsync(Source source, RemotePath at, CancellationToken cancellationToken) =>
        await root.Client.FindStatusAsync(at, cancellationToken) is { } status && source.Sealed.IsUntouched(status);

    private async Task<bool> TryLinkAsync(Source source, RemotePath to, CancellationToken cancellationToken)
    {
        if (!root.Client.Version.Has(SftpVersion.HardLink))
            return false;

        try
        {
            await root.Client.HardLinkAsync(source.At, to, cancellationToken);
        }
        catch (SftpRefusedException)
        {
            // No more links to it, or none at all on that file system.
            return false;
        }

        // Judged by the new name, which nobody else knows: what it was linked from may have changed since.
        if (await IsUntouchedAsync(source, to, cancellationToken))
            return true;

        await root.Client.RemoveAsync(to, cancellationToken);
        return false;
    }

    private async Task<bool> TryCopyAsync(Source source, RemotePath to, Func<SftpHandle, Task> finish, CancellationToken cancellationToken)
    {
        if (!root.Client.Version.Has(SftpVersion.CopyData))
            return false;

        try
        {
            await using var from = await root.Client.OpenAsync(source.At, OpenMode.Read, cancellationToken);
            await using var copy = await root.Client.OpenAsync(to, OpenMode.Create, cancellationToken);
            await copy.CopyFromAsync(from, 0, 0, source.Sealed.Entry.SizeBytes, cancellationToken);
            await finish(copy);
        }
        catch (SftpRefusedException e) when (e.Status != SftpStatus.NoSuchFile)
        {
            if (await root.Client.FindStatusAsync(to, cancellationToken) is not null)
                await root.Client.RemoveAsync(to, cancellationToken);

            return false;
        }

        return true;
    }

    // A copy gets its own mode, so that an executable file may come from one that is none.
    private static (EntryKind Kind, Digest Digest) KeyOf(ManifestEntry entry) => (entry.Kind, entry.Digest);

    private sealed record Source(RemotePath At, SealedEntry Sealed);
}

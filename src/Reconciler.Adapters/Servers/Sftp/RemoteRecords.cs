using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>What a server's root says of itself and of its packages: claim, receipts, seals, and what is being staged.</summary>
internal sealed class RemoteRecords(RemoteRoot root)
{
    private const string Extension = ".json";
    private const int LongestClaimBytes = 1 << 20;
    private const int LongestReceiptBytes = 16 << 20;
    private const int LongestSealBytes = 1 << 30;

    // Of some 300 GiB.
    private const int LongestBlocksBytes = 64 << 20;

    public RemoteFiles Files { get; } = new(root);

    /// <returns>Null when there is none.</returns>
    /// <exception cref="TroubleException">The claim cannot be understood: the server may be anybody's.</exception>
    public async Task<Claim?> FindClaimAsync(CancellationToken cancellationToken)
    {
        var ours = root.Path.Below(OurFolder.Name);
        if (!await root.IsDirectoryAsync(ours, cancellationToken) || await Files.ReadAsync(ours, OurFolder.Claim, LongestClaimBytes, cancellationToken) is not { } bytes)
            return null;

        try
        {
            return ClaimText.Read(bytes);
        }
        catch (FormatException e)
        {
            throw new TroubleException(TroubleKind.Foreign, $"cannot understand '{ours.Below(OurFolder.Claim)}': {e.Message}", OurFolder.Claim, e);
        }
    }

    public async Task SaveAsync(Claim claim, CancellationToken cancellationToken) =>
        await Files.WriteDurablyAsync(await root.MakeOursAsync(cancellationToken), OurFolder.Claim, ClaimText.Write(claim), cancellationToken);

    /// <returns>Null when the package is not known here.</returns>
    /// <exception cref="TroubleException">The receipt cannot be understood.</exception>
    public async Task<PackageReceipt?> FindReceiptAsync(PackageName package, CancellationToken cancellationToken)
    {
        if (await FindAsync(OurFolder.Receipts, OurFolder.FileOf(package), LongestReceiptBytes, cancellationToken) is not { } bytes)
            return null;

        try
        {
            return ReceiptText.Read(bytes, package);
        }
        catch (FormatException e)
        {
            var path = root.Of(OurFolder.Receipts).Below(OurFolder.FileOf(package)).ToString();
            throw new TroubleException(TroubleKind.Conflict, $"cannot understand '{path}': {e.Message}. 'reconciler adopt' writes it anew", path, e);
        }
    }

    /// <summary>As <see cref="FindReceiptAsync"/>, for whoever is about to write the receipt anew from what stands there.</summary>
    public async Task<PackageReceipt?> FindSoundReceiptAsync(PackageName package, CancellationToken cancellationToken)
    {
        try
        {
            return await FindReceiptAsync(package, cancellationToken);
        }
        catch (TroubleException)
        {
            return null;
        }
    }

    /// <exception cref="TroubleException"><see cref="TroubleKind.Superseded"/>.</exception>
    public async Task<PackageReceipt?> FindReceiptForAsync(PackagePlace place, OrderNumber order, CancellationToken cancellationToken)
    {
        var receipt = await FindReceiptAsync(place.Package, cancellationToken);
        return receipt is not null && receipt.Order > order
            ? throw new TroubleException(TroubleKind.Superseded, $"order {order} for {place.Package} comes after order {receipt.Order}")
            : receipt;
    }

    /// <summary>Of the package whose place is taken; null when none makes room.</summary>
    public async Task<PackageReceipt?> DisplacedAsync(StageRequest request, CancellationToken cancellationToken) =>
        request.Displaces is { } other ? await FindReceiptAsync(other, cancellationToken) : null;

    public Task SaveAsync(PackageReceipt receipt, CancellationToken cancellationToken) =>
        SaveAsync(OurFolder.Receipts, OurFolder.FileOf(receipt.Package), ReceiptText.Write(receipt), cancellationToken);

    public Task DeleteReceiptAsync(PackageName package, CancellationToken cancellationToken) =>
        DeleteAsync(OurFolder.Receipts, OurFolder.FileOf(package), cancellationToken);

    /// <summary>Every package that has one, sorted; names that no package can have are passed over.</summary>
    public async Task<ImmutableArray<PackageName>> PackagesAsync(CancellationToken cancellationToken)
    {
        if (await root.FindAsync(OurFolder.Receipts, cancellationToken) is not { } directory)
            return [];

        return [.. (await root.Client.ListAsync(directory, cancellationToken))
            .Select(found => found.Name.Text)
            .OfType<string>()
            .Select(name => root.Replaces ? name : name.TrimEnd('~'))
            .Where(name => name.EndsWith(Extension, StringComparison.Ordinal) && ResourceName.IsValid(name[..^Extension.Length]))
            .Select(name => new PackageName(name[..^Extension.Length]))
            .Distinct()
            .Order()];
    }

    /// <summary>Of every package whose receipt can be understood.</summary>
    public async Task<ImmutableArray<PackageReceipt>> SoundReceiptsAsync(CancellationToken cancellationToken)
    {
        var receipts = ImmutableArray.CreateBuilder<PackageReceipt>();
        foreach (var package in await PackagesAsync(cancellationToken))
        {
            if (await FindSoundReceiptAsync(package, cancellationToken) is { } receipt)
                receipts.Add(receipt);
        }

        return receipts.DrainToImmutable();
    }

    /// <returns>Null when there is none, or not one of <paramref name="tree"/>'s digest: what is not sealed is proven by reading it.</returns>
    public async Task<Seal?> FindSealAsync(ReceiptTree tree, CancellationToken cancellationToken) =>
        await FindSealAsync(tree.Id, cancellationToken) is { } seal && seal.Manifest.Digest == tree.Digest ? seal : null;

    public async Task<Seal?> FindSealAsync(string treeId, CancellationToken cancellationToken)
    {
        if (await FindAsync(OurFolder.Seals, treeId, LongestSealBytes, cancellationToken) is not { } bytes)
            return null;

        try
        {
            return SealText.Read(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public Task SaveAsync(string treeId, Seal seal, CancellationToken cancellationToken) =>
        SaveAsync(OurFolder.Seals, treeId, SealText.Write(seal), cancellationToken);

    public Task DeleteSealAsync(string treeId, CancellationToken cancellationToken) => DeleteAsync(OurFolder.Seals, treeId, cancellationToken);

    /// <param name="package">The digest of a package version.</param>
    /// <returns>Of its large files; empty when nothing is known, or it cannot be understood.</returns>
    public async Task<ImmutableArray<FileBlocks>> FindBlocksAsync(Digest package, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(OurFolder.Blocks, NameOf(package), LongestBlocksBytes, cancellationToken) is { } bytes ? BlocksText.Read(bytes) : [];
        }
        catch (Exception e) when (e is FormatException or TroubleException)
        {
            return [];
        }
    }

    public async Task SaveBlocksAsync(Digest package, IEnumerable<FileBlocks> files, CancellationToken cancellationToken)
    {
        if (BlocksText.Write(files) is { Length: <= LongestBlocksBytes } bytes)
            await SaveAsync(OurFolder.Blocks, NameOf(package), bytes, cancellationToken);
    }

    public Task DeleteBlocksAsync(Digest package, CancellationToken cancellationToken) => DeleteAsync(OurFolder.Blocks, NameOf(package), cancellationToken);

    /// <returns>Null when nothing is being staged, as far as that can be understood.</returns>
    public async Task<StagedJournal?> FindStagedAsync(PackageName package, CancellationToken cancellationToken)
    {
        if (await FindAsync(OurFolder.Staging, OurFolder.FileOf(package), LongestClaimBytes, cancellationToken) is not { } bytes)
            return null;

        try
        {
            return StagedJournal.Read(bytes, package);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public Task SaveAsync(StagedJournal staged, CancellationToken cancellationToken) =>
        SaveAsync(OurFolder.Staging, OurFolder.FileOf(staged.Package), staged.Write(), cancellationToken);

    public Task DeleteStagedAsync(PackageName package, CancellationToken cancellationToken) =>
        DeleteAsync(OurFolder.Staging, OurFolder.FileOf(package), cancellationToken);

    private static FileName NameOf(Digest package) => package.ToString();

    private async Task<byte[]?> FindAsync(string folder, FileName name, int longestBytes, CancellationToken cancellationToken) =>
        await root.FindAsync(folder, cancellationToken) is { } directory ? await Files.ReadAsync(directory, name, longestBytes, cancellationToken) : null;

    private async Task SaveAsync(string folder, FileName name, byte[] bytes, CancellationToken cancellationToken) =>
        await Files.WriteDurablyAsync(await root.MakeAsync(folder, cancellationToken), name, bytes, cancellationToken);

    private async Task DeleteAsync(string folder, FileName name, CancellationToken cancellationToken)
    {
        if (await root.FindAsync(folder, cancellationToken) is not { } directory)
            return;

        await Files.DeleteAsync(directory, name, cancellationToken);
        await root.SyncAsync(directory, cancellationToken);
    }
}

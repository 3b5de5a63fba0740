using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;

namespace Reconciler.Testing.Servers;

/// <summary>A server that keeps its trees in memory and passes the same contract as the real ones.</summary>
/// <param name="before">Told each call before it does anything; may throw, or wait.</param>
/// <param name="after">Told each call that has done its work, before whoever called learns of it; may throw, or wait.</param>
public sealed class InMemoryServer(
    ServerEndpoint endpoint, InMemoryRoot root, Heartbeat heartbeat, Func<ServerStep, PackageName?, Task>? before = null, Func<ServerStep, PackageName?, Task>? after = null) : IServer
{
    public ServerName Name => endpoint.Name;

    public ServerCapabilities Capabilities { get; init; } = new(Atomicity.Tree, ProofKind.Written, "nothing");

    public Task<Atomicity> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(Atomicity.Tree);

    public Task<ServerVisit> OpenAsync(CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Open, null, cancellationToken), () => new ServerVisit(root.Claim, root.FreeBytes));

    public Task ClaimAsync(Claim claim, CancellationToken cancellationToken) => RunAsync(new(ServerStep.Claim, null, cancellationToken), () => root.Claim = claim);

    public async IAsyncEnumerable<Receipt> ReceiptsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var receipts = await RunAsync(new(ServerStep.Receipts, null, cancellationToken), () => root.Receipts.OrderBy(pair => pair.Key).Select(pair =>
        {
            var current = CurrentOf(pair.Value, pair.Value.PublishAs);
            return new Receipt(pair.Key, current?.PublishedAs ?? pair.Value.PublishAs, pair.Value.Order, current?.Shown, current?.Manifest)
            {
                OutOfSight = OutOfSight(pair.Value, current),
            };
        }).ToArray());
        foreach (var receipt in Beating(receipts))
            yield return receipt;
    }

    public Task<PackageView> LookAsync(PackagePlace place, CancellationToken cancellationToken) => RunAsync(new(ServerStep.Look, place.Package, cancellationToken), () =>
    {
        var isSomethingThere = root.Visible.TryGetValue(place.PublishAs, out var there);
        if (!root.Receipts.TryGetValue(place.Package, out var receipt) || receipt.Trees.All(tree => !tree.IsSealed))
            return PackageView.Nothing with { HasSomethingElse = isSomethingThere };

        var current = CurrentOf(receipt, place.PublishAs);
        return new PackageView(
            current?.Shown,
            HasReceipt: true,
            HasSomethingElse: isSomethingThere && there != current,
            receipt.Order,
            OutOfSight(receipt, current));
    });

    public Task<StagedTree> StageAsync(StageRequest request, IContent content, IProgress<long> progress, CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Stage, request.Place.Package, cancellationToken), () =>
        {
            var receipt = ReceiptFor(request.Place, request.Order);
            var whole = receipt.Trees.Where(tree => tree.Manifest.Equals(request.Manifest) && tree.Permissions == endpoint.Permissions && tree.Layout == endpoint.Layout && tree.IsWhole)
                .FirstOrDefault(tree => tree.IsSealed && (!root.Visible.ContainsValue(tree) || tree.PublishedAs == request.Place.PublishAs));
            if (whole is not null)
                return new StagedTree(whole.Id, 0, request.MustRead ? ProofKind.Read : ProofKind.Stat);

            receipt.Trees.RemoveAll(tree => !tree.IsSealed);
            var tree = new InMemoryTree { Id = Guid.NewGuid().ToString("N"), Manifest = request.Manifest, Version = request.Version, Permissions = endpoint.Permissions, Layout = endpoint.Layout };
            var sent = Fill(tree, HeldBytes(request), content, progress);
            receipt.Trees.Add(tree);
            return new StagedTree(tree.Id, sent, sent < request.Manifest.SizeBytes ? ProofKind.Stat : ProofKind.Written);
        });

    public Task SealAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Seal, request.Place.Package, cancellationToken), () =>
        {
            var receipt = ReceiptFor(request.Place, request.Order);
            var tree = TreeOf(receipt, staged);
            Beat(tree);
            tree.Version = request.Version;
            tree.PublishedAs = request.Place.PublishAs;
            receipt.PublishAs = request.Place.PublishAs;
            receipt.Order = request.Order;
            return true;
        });

    public Task PublishAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Publish, request.Place.Package, cancellationToken), () =>
        {
            var receipt = ReceiptFor(request.Place, request.Order);
            var displaced = request.Displaces is { } other ? root.Receipts.GetValueOrDefault(other) : null;
            if (root.Visible.TryGetValue(request.Place.PublishAs, out var there)
                && !receipt.Trees.Contains(there) && displaced?.Trees.Contains(there) is not true)
                throw Trouble(TroubleKind.Conflict, request.Place, "exists and was not placed by Reconciler");

            root.Visible[request.Place.PublishAs] = TreeOf(receipt, staged);
            foreach (var former in root.Visible.Where(pair => pair.Key != request.Place.PublishAs && receipt.Trees.Contains(pair.Value)).ToArray())
                root.Visible.Remove(former.Key);

            return true;
        });

    public Task WithdrawAsync(PackagePlace place, OrderNumber order, CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Withdraw, place.Package, cancellationToken), () =>
        {
            var receipt = root.Receipts.GetValueOrDefault(place.Package);
            if (receipt is not null && receipt.Order > order)
                throw Trouble(TroubleKind.Superseded, place, $"order {order} comes after {receipt.Order}");

            var current = receipt is null ? null : CurrentOf(receipt, place.PublishAs);
            if (current is null)
                return root.Visible.ContainsKey(place.PublishAs) ? throw Trouble(TroubleKind.Conflict, place, "was not placed by Reconciler") : true;

            receipt!.Order = order;
            return root.Visible.Remove(root.Visible.Single(pair => pair.Value == current).Key);
        });

    public Task CleanAsync(
        PackagePlace place, ImmutableArray<Digest> digests, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Clean, place.Package, cancellationToken), () =>
        {
            if (root.Receipts.TryGetValue(place.Package, out var receipt))
                Remove(place.Package, receipt, tree => digests.Contains(tree.Manifest.Digest), ignoreExtra);

            return true;
        });

    public Task SweepAsync(DateTimeOffset olderThan, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Sweep, null, cancellationToken), () =>
        {
            // Nothing here has an age: a second tree of a digest, and what was never sealed, goes.
            foreach (var (package, receipt) in root.Receipts.ToArray())
                Remove(package, receipt, tree => !tree.IsSealed || receipt.Trees.Any(other => other != tree && other.Manifest.Equals(tree.Manifest)), ignoreExtra);

            return true;
        });

    public Task<Verification> VerifyAsync(
        PackagePlace place, Manifest manifest, ProofKind proof, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Verify, place.Package, cancellationToken), () =>
        {
            if (!root.Visible.TryGetValue(place.PublishAs, out var tree))
                return new Verification([new(DifferenceKind.Missing, "")]);

            var receipt = root.Receipts.GetValueOrDefault(place.Package);
            Difference[] stranger = receipt?.Trees.Contains(tree) is true
                ? []
                : [new(receipt is null ? DifferenceKind.ReceiptMissing : DifferenceKind.Replaced, "")];
            Difference[] modes = tree.Permissions == endpoint.Permissions ? [] : [new(DifferenceKind.ModeDiffers, "")];
            return new Verification([.. stranger, .. modes, .. Differences(tree, manifest, ignoreExtra)]) { Proof = proof == ProofKind.RemoteHash ? ProofKind.Read : null };
        });

    public Task<Verification> AdoptAsync(StageRequest request, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Adopt, request.Place.Package, cancellationToken), () =>
        {
            if (!root.Visible.TryGetValue(request.Place.PublishAs, out var there))
                return new Verification([new(DifferenceKind.Missing, "")]);

            if (root.Receipts.Any(other => other.Key != request.Place.Package && other.Value.Trees.Contains(there)))
                throw Trouble(TroubleKind.Conflict, request.Place, "is another package, which has not left it yet");

            var differences = Differences(there, request.Manifest, ignoreExtra).ToImmutableArray();
            if (!differences.IsEmpty)
                return new Verification(differences);

            var receipt = ReceiptFor(request.Place, request.Order);
            var adopted = new InMemoryTree { Id = there.Id, Manifest = request.Manifest, Version = request.Version, PublishedAs = request.Place.PublishAs, Layout = there.Layout };
            foreach (var (path, bytes) in there.Entries)
                adopted.Entries[path] = bytes;

            root.Visible[request.Place.PublishAs] = adopted;
            receipt.Trees.RemoveAll(tree => tree.Id == adopted.Id);
            receipt.Trees.Add(adopted);
            receipt.Order = request.Order;
            return Verification.Equal;
        });

    public Task<Manifest?> ReadAsync(PackagePlace place, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Read, place.Package, cancellationToken), () =>
        {
            if (!root.Visible.TryGetValue(place.PublishAs, out var tree))
                return null;

            Beat(tree);
            return tree.Read(ignoreExtra);
        });

    public Task<ImmutableArray<string>> DirectoriesAsync(CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.Read, null, cancellationToken), () => root.Visible.Keys.Select(path => path.Split('/')[0]).Distinct().Order(StringComparer.Ordinal).ToImmutableArray());

    public Task<long> DeleteExtraAsync(CancellationToken cancellationToken) =>
        RunAsync(new(ServerStep.DeleteExtra, null, cancellationToken), () =>
        {
            // Only paths are kept here: each counts as a byte.
            var count = Beating(root.SetAside).LongCount();
            root.SetAside.Clear();
            return count;
        });

    public async ValueTask DisposeAsync() => await RunAsync(new(ServerStep.Close, null, CancellationToken.None), () => 0);

    /// <summary>As on the real ones, a token that is cancelled ends the wait for one's turn, and a call that has begun may see to it or not.</summary>
    private async Task<T> RunAsync<T>(Call call, Func<T> work)
    {
        call.CancellationToken.ThrowIfCancellationRequested();
        if (before is not null)
            await before(call.Step, call.Package);

        T result;
        lock (root.Gate)
            result = work();

        if (after is not null)
            await after(call.Step, call.Package);
        return result;
    }

    private InMemoryReceipt ReceiptFor(PackagePlace place, OrderNumber order)
    {
        if (!root.Receipts.TryGetValue(place.Package, out var receipt))
            return root.Receipts[place.Package] = new() { PublishAs = place.PublishAs, Order = order };

        return receipt.Order > order ? throw Trouble(TroubleKind.Superseded, place, $"order {order} comes after {receipt.Order}") : receipt;
    }

    private Dictionary<Digest, byte[]> HeldBytes(StageRequest request)
    {
        var held = new Dictionary<Digest, byte[]>();
        foreach (var package in request.ReuseFrom.Prepend(request.Place.Package))
        {
            foreach (var bytes in root.Receipts.GetValueOrDefault(package)?.Trees.SelectMany(tree => tree.Entries.Values) ?? [])
                held[Digest.Of(bytes)] = bytes;
        }

        return held;
    }

    private long Fill(InMemoryTree tree, Dictionary<Digest, byte[]> held, IContent content, IProgress<long> progress)
    {
        var sent = 0L;
        foreach (var entry in Beating(tree.Manifest.Entries))
        {
            if (entry.Kind == EntryKind.EmptyDirectory || held.TryGetValue(entry.Digest, out _))
            {
                tree.Entries[entry.Path] = entry.Kind == EntryKind.EmptyDirectory ? [] : held[entry.Digest];
                continue;
            }

            using var bytes = new MemoryStream();
            using (var source = content.OpenRead(entry.Digest))
                source.CopyTo(bytes);

            tree.Entries[entry.Path] = bytes.ToArray();
            if (Digest.Of(tree.Entries[entry.Path]) != entry.Digest)
                throw new ContentMissingException(entry.Digest, $"the content store's bytes for '{entry.Path}' are damaged");

            progress.Report(bytes.Length);
            sent += bytes.Length;
        }

        return sent;
    }

    private void Remove(PackageName package, InMemoryReceipt receipt, Func<InMemoryTree, bool> isMeant, ImmutableArray<string> ignoreExtra)
    {
        foreach (var tree in receipt.Trees.Where(tree => !root.Visible.ContainsValue(tree) && isMeant(tree)).ToArray())
        {
            root.SetAside.AddRange(Differences(tree, tree.Manifest, ignoreExtra).Where(difference => difference.Kind != DifferenceKind.Missing).Select(difference => difference.Path));
            receipt.Trees.Remove(tree);
        }

        if (receipt.Trees.Count == 0)
            root.Receipts.Remove(package);
    }

    private IEnumerable<Difference> Differences(InMemoryTree tree, Manifest manifest, ImmutableArray<string> ignoreExtra)
    {
        Beat(tree);
        return tree.DifferencesTo(manifest, ignoreExtra);
    }

    private void Beat(InMemoryTree tree) => _ = Beating(tree.Entries).Count();

    private IEnumerable<T> Beating<T>(IEnumerable<T> parts) => parts.Select(part =>
    {
        heartbeat.Beat();
        return part;
    });

    private InMemoryTree? CurrentOf(InMemoryReceipt receipt, string publishAs) =>
        root.Visible.TryGetValue(publishAs, out var there) && receipt.Trees.Contains(there)
            ? there : root.Visible.Values.FirstOrDefault(receipt.Trees.Contains);

    private static ImmutableArray<TreeOnServer> OutOfSight(InMemoryReceipt receipt, InMemoryTree? current) => [.. receipt.Trees.Where(tree => tree != current && tree.IsSealed).Select(tree => tree.Shown)];

    private static InMemoryTree TreeOf(InMemoryReceipt receipt, StagedTree staged) => receipt.Trees.Single(tree => tree.Id == staged.Id);

    private ServerException Trouble(TroubleKind kind, PackagePlace place, string what) => new(kind, endpoint.Name, $"'{place.PublishAs}' {what}", place.Package, place.PublishAs);

    private readonly record struct Call(ServerStep Step, PackageName? Package, CancellationToken CancellationToken);
}

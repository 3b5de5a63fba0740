using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;

namespace Reconciler.Engine.Servers;

/// <summary>
/// One distribution server, whatever its kind. A placement is staged, sealed and published; each step may be repeated after a crash.
/// Different packages may be worked on at the same time, one package by one caller at a time.
/// </summary>
/// <remarks>Every method may throw <see cref="ServerException"/>, whose kind says what happened.</remarks>
public interface IServer : IAsyncDisposable
{
    ServerName Name { get; }

    /// <summary>What is known of its kind without asking it.</summary>
    ServerCapabilities Capabilities { get; }

    /// <summary>
    /// Looks at the root: whose it is, and how much room it has. Writes nothing: a relative root that is not there yet shows as one without a
    /// claim. Later calls look at the root that the first one opened; connect anew to see another mount.
    /// </summary>
    /// <exception cref="ServerException"><see cref="TroubleKind.Unreachable"/>, <see cref="TroubleKind.NotMounted"/> when an absolute root does not exist.</exception>
    Task<ServerVisit> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Writes the claim, durably; makes a relative root that is not there. The caller has read the former claim and decided.</summary>
    Task ClaimAsync(Claim claim, CancellationToken cancellationToken);

    /// <summary>
    /// Finds out what a reader may see during a publication. Where the file system's name does not tell, that is tried in our own folder, and
    /// nothing of it stays: the caller has read the claim, and it is ours.
    /// </summary>
    Task<Atomicity> ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Every receipt on the server, for <c>adopt</c>. When some cannot be understood, the first of them is thrown after all the others were returned.</summary>
    IAsyncEnumerable<Receipt> ReceiptsAsync(CancellationToken cancellationToken);

    /// <summary>What stands at the package's path, and which trees of it the server has.</summary>
    Task<PackageView> LookAsync(PackagePlace place, CancellationToken cancellationToken);

    /// <summary>
    /// Brings the tree of <paramref name="request"/> onto the server, out of sight: a tree that is there already (retained, withdrawn, sealed but
    /// not published) is used as it is when its sizes and times still equal what was sealed; else entries are reused from trees of this package
    /// (and of those in <see cref="StageRequest.ReuseFrom"/>) and the rest is copied. Continues an interrupted one.
    /// </summary>
    /// <param name="progress">Told the bytes written since it was told last.</param>
    /// <exception cref="ContentMissingException">The store does not have some bytes, cannot read them, or they are not what their digest says.</exception>
    /// <exception cref="ServerException"><see cref="TroubleKind.Superseded"/>, <see cref="TroubleKind.NoSpace"/>.</exception>
    Task<StagedTree> StageAsync(StageRequest request, IContent content, IProgress<long> progress, CancellationToken cancellationToken);

    /// <summary>Makes what was staged durable, then the receipt that lists it. What is current does not change.</summary>
    /// <exception cref="ServerException"><see cref="TroubleKind.Superseded"/> when the receipt knows a newer order.</exception>
    Task SealAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken);

    /// <summary>Makes a sealed tree current in one step: readers see the old package or the new, never a mixture.</summary>
    /// <remarks>Safe to repeat: publishing the current tree changes nothing.</remarks>
    /// <exception cref="ServerException"><see cref="TroubleKind.Conflict"/> when something that Reconciler did not place stands at the path.</exception>
    Task PublishAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken);

    /// <summary>Takes the current tree out of sight, where it stays until it is cleaned. Nothing there: nothing happens.</summary>
    /// <exception cref="ServerException"><see cref="TroubleKind.Superseded"/>; <see cref="TroubleKind.Conflict"/> when what stands there is not ours.</exception>
    Task WithdrawAsync(PackagePlace place, OrderNumber order, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes trees out of sight that hold one of <paramref name="digests"/>; what is current is never touched. What others put into them or
    /// changed in them is set aside, not deleted. The last tree's receipt goes with it.
    /// </summary>
    /// <param name="ignoreExtra">Names of files that go with their tree.</param>
    Task CleanAsync(
        PackagePlace place, ImmutableArray<Digest> digests, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes what interrupted runs left (staged trees that nobody continued) and what repairs and moves left (a second tree of a digest), when
    /// it is older than <paramref name="olderThan"/>.
    /// </summary>
    Task SweepAsync(DateTimeOffset olderThan, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken);

    /// <summary>Compares the current tree with what it should hold.</summary>
    /// <param name="ignoreExtra">File names that may appear without being drift.</param>
    Task<Verification> VerifyAsync(
        PackagePlace place, Manifest manifest, ProofKind proof, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken);

    /// <summary>Reads the tree at the path that has no receipt; where it equals <paramref name="request"/>'s manifest, writes the receipt for it.</summary>
    /// <returns>How it differs; empty when it was adopted.</returns>
    Task<Verification> AdoptAsync(StageRequest request, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken);

    /// <summary>Reads every byte of what stands at the path, whoever put it there.</summary>
    /// <param name="ignoreExtra">File names that are left out.</param>
    /// <returns>Null when nothing stands there.</returns>
    /// <exception cref="ServerException"><see cref="TroubleKind.Conflict"/> when it holds what a package cannot: a device, a link out, a name that is not UTF-8.</exception>
    Task<Manifest?> ReadAsync(PackagePlace place, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken);

    /// <summary>The names of the directories in the root, ours apart, sorted.</summary>
    Task<ImmutableArray<string>> DirectoriesAsync(CancellationToken cancellationToken);

    /// <summary>Deletes what others put into our trees and what was set aside for them. Nothing brings it back.</summary>
    /// <returns>Bytes of the files that are gone.</returns>
    Task<long> DeleteExtraAsync(CancellationToken cancellationToken);
}

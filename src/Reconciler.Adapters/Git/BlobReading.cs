using LibGit2Sharp;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>
/// Opens blobs so that no size of theirs fills the memory of this process: of small ones, which libgit2 holds whole, only so many bytes are there
/// at once; the others come one at a time from a process that writes them.
/// </summary>
internal sealed class BlobReading(BlobLimits limits, BlobPrograms programs)
{
    private readonly BlobBudget inFlight = new(limits.InFlightBytes);
    private readonly BlobBudget largeOnes = new(1);

    /// <summary>For all repositories of this process together.</summary>
    internal static BlobReading Usual { get; } = new(BlobLimits.Default, BlobPrograms.Usual);

    /// <param name="entry">Of a file; its stamp is the blob's id.</param>
    /// <exception cref="LibGit2SharpException">There is no such blob.</exception>
    /// <exception cref="SourceException">It is too large for what is installed here. Reading throws it too, when the bytes that came are not the blob's.</exception>
    internal Stream Open(RepositoryPool pool, SourceEntry entry, SourcePosition at, CancellationToken cancellationToken)
    {
        var loan = pool.Borrow();
        try
        {
            var sizeBytes = GitTree.SizeOf(loan.Repository, entry.Stamp);
            if (sizeBytes <= limits.InProcessBytes)
                return OpenSmall(loan, entry.Stamp, sizeBytes, cancellationToken);

            var gitDirectory = loan.Repository.Info.Path;
            loan.Dispose();
            return OpenLarge(gitDirectory, entry with { SizeBytes = sizeBytes }, at, cancellationToken);
        }
        catch
        {
            loan.Dispose();
            throw;
        }
    }

    private BlobStream OpenSmall(RepositoryPool.Loan loan, string id, long sizeBytes, CancellationToken cancellationToken)
    {
        inFlight.Take(sizeBytes, cancellationToken);
        try
        {
            return new(loan.Repository, id, () =>
            {
                loan.Dispose();
                inFlight.GiveBack(sizeBytes);
            });
        }
        catch
        {
            inFlight.GiveBack(sizeBytes);
            throw;
        }
    }

    private BlobPipe OpenLarge(string gitDirectory, SourceEntry entry, SourcePosition at, CancellationToken cancellationToken)
    {
        largeOnes.Take(1, cancellationToken);
        try
        {
            var process = entry.SizeBytes <= limits.InChildBytes
                ? programs.StartOwn(gitDirectory, entry, at)
                : programs.StartGit(gitDirectory, entry, at, limits.InChildBytes);
            return new(process, entry, at, limits.Stall, () => largeOnes.GiveBack(1), cancellationToken);
        }
        catch
        {
            largeOnes.GiveBack(1);
            throw;
        }
    }
}

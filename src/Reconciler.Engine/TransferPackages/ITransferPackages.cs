using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.TransferPackages;

/// <summary>The recorded state of every package and every server. One owner at a time appends, on one thread; anybody may read.</summary>
public interface ITransferPackages
{
    /// <summary>Everything that is recorded, as it is now; takes no lock. What cannot be read is named in it, and holds nothing else up.</summary>
    /// <param name="servers">Names met on the way get a number in it. Quickest when it is still empty.</param>
    ActualPlacement Load(ServerTable servers, CancellationToken cancellationToken);

    /// <summary>Adds one line a package and one a server, made durable by one barrier for all. Continues from the last <see cref="Load"/>, which must have been made under the same lock.</summary>
    /// <returns>The state with the new lines folded in.</returns>
    /// <exception cref="StateWriteException">Nothing may be taken as recorded. Every later append fails too, until the state is loaded anew.</exception>
    ActualPlacement Append_NeedsLock(IStateLock held, IReadOnlyList<TransferPackageAppend> packages, IReadOnlyList<ServerAppend> servers);

    /// <summary>Compacts files that have grown long, and makes the next <see cref="Load"/> quick. For the end of a run; nothing is lost when it is never called.</summary>
    /// <exception cref="StateWriteException">What is recorded is still there.</exception>
    void Tidy_NeedsLock(IStateLock held, CancellationToken cancellationToken);

    /// <summary>Every record of a package, oldest first, through all compactions.</summary>
    /// <exception cref="StateUnreadableException">Met where the lines stop making sense; the records before it have been given out.</exception>
    IEnumerable<TransferPackageRecord> History(PackageName package, ServerTable servers);

    /// <summary>Every record of a server, oldest first, through all compactions.</summary>
    /// <exception cref="StateUnreadableException">Met where the lines stop making sense; the records before it have been given out.</exception>
    IEnumerable<ServerRecord> History(ServerName server);
}

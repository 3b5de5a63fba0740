using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>Who held what at a point in time, by the records up to then.</summary>
/// <param name="Held">By package, digest and proof; where an action had begun and not ended, nobody holds.</param>
/// <param name="Unsure">Where one had.</param>
/// <param name="Renamed">Of these servers, those that have another name now.</param>
/// <param name="RecordsBegin">When the first line was written; null when there is none.</param>
internal sealed record Holdings(
    DateTimeOffset At,
    ImmutableArray<HeldThen> Held,
    ImmutableArray<UnsureThen> Unsure,
    ImmutableSortedDictionary<ServerName, ServerName> Renamed,
    DateTimeOffset? RecordsBegin);

/// <param name="Proof">Null: it had been seen there, and no more.</param>
/// <param name="Servers">Under the names that they had.</param>
internal sealed record HeldThen(PackageName Package, Holding Holding, Proof? Proof, ServerSet Servers);

/// <inheritdoc cref="HeldThen"/>
internal sealed record UnsureThen(PackageName Package, Unsure Unsure, ServerSet Servers);

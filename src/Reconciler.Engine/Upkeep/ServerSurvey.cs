using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Upkeep;

/// <summary>What <c>adopt</c> found on one server. Nothing there was changed.</summary>
/// <param name="Refusal">Why nothing may be taken over there; null when it may.</param>
/// <param name="Claim">Null: the root has none.</param>
/// <param name="UnknownDirectories">In the root, and neither a receipt nor a declared package explains them.</param>
/// <param name="HighestOrder">Of its receipts: later orders must be higher.</param>
public sealed record ServerSurvey(
    DistributionServer Server,
    string? Refusal,
    Claim? Claim,
    ImmutableArray<FoundTree> Trees,
    ImmutableArray<string> UnknownDirectories,
    OrderNumber? HighestOrder)
{
    /// <summary>Trees out of sight that the records do not know: retained, withdrawn, or not yet published.</summary>
    public ImmutableArray<RetainedTree> Retained { get; init; } = [];

    public long? FreeBytes { get; init; }

    internal static ServerSurvey Refused(DistributionServer server, string why, Claim? claim = null) => new(server, why, claim, [], [], null);
}

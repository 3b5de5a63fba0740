using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Spools;

/// <summary>What became of an order, as a plain value.</summary>
/// <param name="Id">Of the order.</param>
public abstract record CopyResult(string Id, OrderNumber Order)
{
    /// <param name="WasClaimed">The root had no claim, and has ours now.</param>
    public sealed record Visited(string Id, OrderNumber Order, long? FreeBytes, bool WasClaimed) : CopyResult(Id, Order)
    {
        public Atomicity? Atomicity { get; init; }
    }

    /// <param name="SentBytes">Copied this time; the rest was there.</param>
    public sealed record Placed(string Id, OrderNumber Order, long SizeBytes, long SentBytes, ProofKind Proof) : CopyResult(Id, Order);

    /// <summary>An equal tree without a receipt was there, and has one now.</summary>
    public sealed record Adopted(string Id, OrderNumber Order, ProofKind Proof) : CopyResult(Id, Order);

    /// <summary>The server's receipt shows this digest, and nothing was changed: it is what was wanted, or something that is to be planned anew.</summary>
    /// <param name="PublishAs">Where it stands; null when the receipt does not say.</param>
    public sealed record Observed(string Id, OrderNumber Order, Digest Digest, string Version, string? PublishAs) : CopyResult(Id, Order)
    {
        /// <summary>Those that it was given.</summary>
        public Permissions Permissions { get; init; }

        public Layout Layout { get; init; }
    }

    public sealed record Removed(string Id, OrderNumber Order) : CopyResult(Id, Order);

    /// <summary>To be removed, and not there (any more).</summary>
    public sealed record NotThere(string Id, OrderNumber Order) : CopyResult(Id, Order);

    public sealed record Cleaned(string Id, OrderNumber Order) : CopyResult(Id, Order);

    public sealed record Verified(string Id, OrderNumber Order, ImmutableArray<Difference> Differences) : CopyResult(Id, Order)
    {
        /// <summary>Where it was another one than was ordered.</summary>
        public ProofKind? Proof { get; init; }
    }

    /// <param name="Copied">Since the visit; null: too little to measure.</param>
    public sealed record Departed(string Id, OrderNumber Order, CopyMeasurement? Copied) : CopyResult(Id, Order);

    /// <param name="WasTouched">False: nothing on the server was changed for this order.</param>
    /// <param name="Held">What was current afterwards.</param>
    /// <param name="Missing">An object that the content store turned out not to have, or to have damaged.</param>
    public sealed record Failed(
        string Id, OrderNumber Order, TroubleKind Kind, string Message, bool WasTouched, HeldObservation Held, Digest? Missing)
        : CopyResult(Id, Order);
}

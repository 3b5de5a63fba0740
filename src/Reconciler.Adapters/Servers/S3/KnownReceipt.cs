using Reconciler.Adapters.Servers.Forms;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>A receipt, and the ETag that its object has while nobody has written another one.</summary>
/// <param name="ETag">Null: there is no object yet.</param>
internal sealed record KnownReceipt(PackageReceipt Receipt, string? ETag);

using Reconciler.Core.Resources;

namespace Reconciler.Engine.Servers;

/// <param name="Atomicity">What a reader may see during a publication; null where only <see cref="IServer.ProbeAsync"/> tells.</param>
/// <param name="Proof">The weakest proof that a placement there gets.</param>
/// <param name="Reuse">What of a server's own trees need not be sent again, in words.</param>
public sealed record ServerCapabilities(Atomicity? Atomicity, ProofKind Proof, string Reuse);

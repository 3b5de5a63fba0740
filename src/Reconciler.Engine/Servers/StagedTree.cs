using Reconciler.Core.Resources;

namespace Reconciler.Engine.Servers;

/// <summary>A complete tree on a server, out of sight.</summary>
/// <param name="Id">The server's own name for it.</param>
/// <param name="SentBytes">Copied from the content store this time; the rest was there.</param>
/// <param name="Proof">Of its weakest entry: <see cref="ProofKind.Stat"/> where something was reused.</param>
public sealed record StagedTree(string Id, long SentBytes, ProofKind Proof);

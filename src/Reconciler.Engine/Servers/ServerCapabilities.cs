using Reconciler.Core.Resources;

namespace Reconciler.Engine.Servers;

/// <param name="Atomicity">What a reader may see during a publication.</param>
/// <param name="Proof">The weakest proof that a placement there gets.</param>
public sealed record ServerCapabilities(Atomicity Atomicity, ProofKind Proof);

/// <summary>What is replaced in one step.</summary>
public enum Atomicity
{
    /// <summary>The whole package.</summary>
    Tree,

    /// <summary>Each file.</summary>
    File,

    None,
}

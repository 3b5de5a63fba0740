namespace Reconciler.Core.Resources;

/// <summary>How we know that a server holds what its record says, weakest first.</summary>
public enum ProofKind
{
    /// <summary>Hashed on the way and sealed.</summary>
    Written,

    /// <summary>Sizes and times still equal what was sealed.</summary>
    Stat,

    /// <summary>The server hashed it.</summary>
    RemoteHash,

    /// <summary>Read back and hashed by us.</summary>
    Read,
}

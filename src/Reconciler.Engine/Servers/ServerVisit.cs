namespace Reconciler.Engine.Servers;

/// <param name="Claim">Null: the root has none.</param>
/// <param name="FreeBytes">For us; null when the server does not tell.</param>
public sealed record ServerVisit(Claim? Claim, long? FreeBytes)
{
    /// <summary>False: a relative root that is made when it is claimed.</summary>
    public bool HasRoot { get; init; } = true;
}

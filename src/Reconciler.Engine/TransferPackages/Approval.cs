namespace Reconciler.Engine.TransferPackages;

/// <summary>Somebody allowed a plan whose removals a guard held.</summary>
/// <param name="Plan">The plan's hash, whole.</param>
/// <param name="Actor">Who: a user, as the system names them.</param>
/// <param name="Expires">Null: never.</param>
public sealed record Approval(string Plan, string Actor, DateTimeOffset At, DateTimeOffset? Expires)
{
    /// <summary>In the words of who approved; null when nothing was said.</summary>
    public string? Reason { get; init; }

    public bool IsValid(DateTimeOffset now) => Expires is not { } expires || now < expires;
}

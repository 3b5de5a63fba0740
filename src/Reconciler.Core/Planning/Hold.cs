namespace Reconciler.Core.Planning;

/// <param name="Detail">For a person: since when, what was found. Not part of the plan's hash.</param>
public sealed record Hold(HoldReason Reason, string? Detail)
{
    /// <summary><c>unreachable since 09:12</c></summary>
    public override string ToString() => Detail is null ? Reason.Word() : $"{Reason.Word()}: {Detail}";
}

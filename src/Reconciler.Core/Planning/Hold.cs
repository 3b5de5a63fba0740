namespace Reconciler.Core.Planning;

/// <param name="Detail">For a person: since when, what was found. Not part of the plan's hash.</param>
public sealed record Hold(HoldReason Reason, string? Detail)
{
    /// <summary>It ends by itself then; null: nobody knows.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary><c>source-failed: packages/viewer cannot be read</c>; <c>suspended until 2026-12-01: disk replacement</c>.</summary>
    public override string ToString()
    {
        var word = Until is { } until ? $"{Reason.Word()} until {SuspensionText.Until(until)}" : Reason.Word();
        return Detail is null ? word : $"{word}: {Detail}";
    }
}

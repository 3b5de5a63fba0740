using System.Collections.Immutable;

namespace Reconciler.Core.Placements;

/// <summary>Why a server should hold a package, or should not: every line that has a say, in the order of the one definition.</summary>
/// <param name="IsWanted">The answer.</param>
public sealed record Derivation(bool IsWanted, ImmutableArray<DerivationStep> Steps)
{
    /// <summary>The step that gave the answer: the first that selects, or the last that takes away; null when nothing selects.</summary>
    public DerivationStep? Decisive => IsWanted
        ? Steps.FirstOrDefault(step => step.Effect == StepEffect.Selects)
        : Steps.LastOrDefault(step => step.Effect == StepEffect.TakesAway);

    /// <summary>The answer in a clause: the decisive step, or the items of <c>to</c> that do not select.</summary>
    public string Reason
    {
        get
        {
            if (Decisive is { } decisive)
                return decisive.ToString();

            var items = Steps.Where(step => step.Rule == DerivationRule.To).ToArray();
            return items.Length == 1 ? items[0].ToString() : $"{string.Join(", ", items.Select(item => item.Text))} at {items[0].At.FileAndLine}";
        }
    }
}

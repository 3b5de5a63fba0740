using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Placements;

/// <summary>Why a server should hold a package, or should not: every line that has a say, in the order of the one definition.</summary>
/// <param name="IsWanted">The answer.</param>
/// <param name="Rules">Up to the first that matches; the later ones were never asked.</param>
/// <param name="Afterwards">What is said of all rules together: the package's own <c>except</c>, and <c>retire</c>.</param>
public sealed record Derivation(bool IsWanted, ImmutableArray<RuleDerivation> Rules, ImmutableArray<DerivationStep> Afterwards)
{
    public IEnumerable<DerivationStep> Steps => Rules.SelectMany(rule => rule.Steps).Concat(Afterwards);

    /// <summary>Null when no rule matches the server.</summary>
    public RuleDerivation? Matching => Rules[^1].Matches ? Rules[^1] : null;

    /// <summary>The step that gave the answer: the first of the matching rule that selects, or the last of all that takes away; null when nothing selects.</summary>
    public DerivationStep? Decisive => IsWanted
        ? Matching!.Steps.First(step => step.Effect == StepEffect.Selects)
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

/// <summary>What one rule says of a server.</summary>
/// <param name="Matches">The server is in its expansion.</param>
public sealed record RuleDerivation(Distribution Rule, bool Matches, ImmutableArray<DerivationStep> Steps);

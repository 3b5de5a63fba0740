using System.Collections.Immutable;

namespace Reconciler.Core.Resources;

/// <summary>Selects servers by label, in the Kubernetes habit. All requirements must hold; none selects everybody.</summary>
public sealed record LabelSelector(ImmutableArray<LabelRequirement> Requirements)
{
    public bool Matches(Labels labels) => Requirements.All(requirement => requirement.Matches(labels));
}

/// <param name="Values">Empty for <see cref="LabelOperator.Exists"/> and <see cref="LabelOperator.DoesNotExist"/>.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, ImmutableArray<string> Values)
{
    public bool Matches(Labels labels) => Operator switch
    {
        LabelOperator.In => labels[Key] is { } value && Values.Contains(value, StringComparer.Ordinal),
        LabelOperator.NotIn => labels[Key] is not { } value || !Values.Contains(value, StringComparer.Ordinal),
        LabelOperator.Exists => labels[Key] is not null,
        LabelOperator.DoesNotExist => labels[Key] is null,
        _ => throw new ArgumentOutOfRangeException(nameof(labels), Operator, "unknown operator"),
    };
}

public enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
}

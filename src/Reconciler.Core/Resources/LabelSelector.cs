using System.Collections.Immutable;

namespace Reconciler.Core.Resources;

/// <summary>Selects servers by label, in the Kubernetes habit. All requirements must hold; none selects everybody.</summary>
public sealed record LabelSelector(ImmutableArray<LabelRequirement> Requirements)
{
    public bool Matches(Labels labels) => Requirements.All(requirement => requirement.Matches(labels));

    /// <summary><c>region in [emea, apac], tier: store</c></summary>
    public override string ToString() => Requirements.IsEmpty ? "every server" : string.Join(", ", Requirements);
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

    /// <summary><c>tier: store</c>, <c>region in [emea, apac]</c>, <c>tier not in [lab]</c>, <c>tier is set</c>, <c>tier is not set</c></summary>
    public override string ToString() => Operator switch
    {
        LabelOperator.In when Values.Length == 1 => $"{Key}: {Values[0]}",
        LabelOperator.In => $"{Key} in [{string.Join(", ", Values)}]",
        LabelOperator.NotIn => $"{Key} not in [{string.Join(", ", Values)}]",
        LabelOperator.Exists => $"{Key} is set",
        _ => $"{Key} is not set",
    };
}

public enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
}

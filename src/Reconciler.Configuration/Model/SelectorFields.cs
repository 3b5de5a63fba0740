using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>A selector and its requirements.</summary>
internal static class SelectorFields
{
    public static Field<string> Key { get; } = new("key", TextTypes.LabelKey, "The label that is looked at.") { IsRequired = true, Examples = ["tier"] };

    public static Field<LabelOperator> Operator { get; } = new(
        "operator",
        new ChoiceType<LabelOperator>(
            ("In", LabelOperator.In), ("NotIn", LabelOperator.NotIn), ("Exists", LabelOperator.Exists), ("DoesNotExist", LabelOperator.DoesNotExist)),
        "How it is looked at.") { IsRequired = true };

    public static Field<ImmutableArray<string>> Values { get; } = new("values", new ListType<string>(TextTypes.LabelValue), "What 'In' and 'NotIn' compare with.")
    {
        Examples = ["[store, depot]"],
    };

    public static Field<Labels> MatchLabels { get; } = new("matchLabels", LabelsType.Wanted, "Labels that a server must have, all of them.")
    {
        Examples = ["{ region: emea }"],
    };

    public static Field<ImmutableArray<FieldValues>> MatchExpressions { get; } = new(
        "matchExpressions",
        new ListType<FieldValues>(new ObjectType(new("the expression", [Key, Operator, Values])
        {
            Rules =
            [
                new ChoiceNeedsItems<LabelOperator, string>(
                    Operator, [LabelOperator.In, LabelOperator.NotIn], Values, FieldDiagnostics.OperatorNeedsValues, FieldDiagnostics.OperatorTakesNoValues),
            ],
        })),
        "Requirements that must hold, all of them.")
    {
        Examples = ["[{ key: tier, operator: In, values: [store] }]"],
    };

    public static ObjectType Selector { get; } = new(new("the selector", [MatchLabels, MatchExpressions]));
}

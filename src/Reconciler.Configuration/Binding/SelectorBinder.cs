using Reconciler.Configuration.Model;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

internal static class SelectorBinder
{
    public static LabelSelector Bind(FieldValues selector)
    {
        var labels = selector.Get(SelectorFields.MatchLabels, Labels.None).Select(label => new LabelRequirement(label.Key, LabelOperator.In, [label.Value]));
        var expressions = selector.Get(SelectorFields.MatchExpressions, []).Select(BindExpression);
        return new([.. labels, .. expressions]);
    }

    private static LabelRequirement BindExpression(FieldValues expression) => new(
        expression.Get(SelectorFields.Key, ""),
        expression.Get(SelectorFields.Operator, LabelOperator.In),
        expression.Get(SelectorFields.Values, []));
}

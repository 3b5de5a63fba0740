using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

internal static class SelectorBinder
{
    public static LabelSelector Bind(FieldValues selector, ProblemList problems)
    {
        var labels = selector.Get(SelectorFields.MatchLabels, Labels.None).Select(label => new LabelRequirement(label.Key, LabelOperator.In, [label.Value]));
        var expressions = selector.Get(SelectorFields.MatchExpressions, []).Select(expression => BindExpression(expression, problems));
        return new([.. labels, .. expressions]);
    }

    private static LabelRequirement BindExpression(FieldValues expression, ProblemList problems)
    {
        var @operator = expression.Get(SelectorFields.Operator, LabelOperator.In);
        var values = expression.Get(SelectorFields.Values, []);
        var needsValues = @operator is LabelOperator.In or LabelOperator.NotIn;

        // An operator that was refused has been reported; nobody knows what it needs.
        if (expression.Setting(SelectorFields.Operator) is not null)
        {
            if (needsValues && !expression.Has(SelectorFields.Values))
                problems.Add(FieldDiagnostics.OperatorNeedsValues(expression.Span, $"{@operator}"));
            else if (needsValues && values.IsEmpty)
                problems.Add(FieldDiagnostics.OperatorNeedsValues(expression.KeySpan(SelectorFields.Values), $"{@operator}"));
            else if (!needsValues && expression.Has(SelectorFields.Values))
                problems.Add(FieldDiagnostics.OperatorTakesNoValues(expression.KeySpan(SelectorFields.Values), $"{@operator}"));
        }

        return new(expression.Get(SelectorFields.Key, ""), @operator, values);
    }
}

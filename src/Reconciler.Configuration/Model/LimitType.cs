using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

internal sealed class LimitType : ScalarType<RemovalLimit>
{
    public static LimitType Instance { get; } = new();

    public override string Description => "a count such as 500, or a percentage such as 20%";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteIntegerKeywords(0, int.MaxValue);
        json.WritePattern($"^(?:{IntegerPattern.Between(0, int.MaxValue)}|{IntegerPattern.Between(0, 100)}%)$", Description);
    }

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, out RemovalLimit value)
    {
        if (LimitText.TryParse(scalar.Text, out value))
            return true;

        problems.Add(FieldDiagnostics.NotLimit(scalar.Span, field, scalar.Text));
        return false;
    }
}

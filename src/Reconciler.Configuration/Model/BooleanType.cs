using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

internal sealed class BooleanType : ScalarType<bool>
{
    public static BooleanType Instance { get; } = new();

    public override string Description => "true or false";

    public override ImmutableArray<string> AllowedValues => ["true", "false"];

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteTypes("boolean", "string");
        json.WritePattern("^(?:true|false)$", Description);
    }

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, out bool value)
    {
        value = scalar.Text == "true";
        if (value || scalar.Text == "false")
            return true;

        problems.Add(FieldDiagnostics.NotBoolean(scalar.Span, field, scalar.Text));
        return false;
    }
}

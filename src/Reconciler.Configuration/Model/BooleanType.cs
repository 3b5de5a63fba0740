using System.Collections.Immutable;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

internal sealed class BooleanType : ScalarType<bool>
{
    public static BooleanType Instance { get; } = new();

    public override string Description => "true or false";

    public override ImmutableArray<string> AllowedValues => ["true", "false"];

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, out bool value)
    {
        value = scalar.Text == "true";
        if (value || scalar.Text == "false")
            return true;

        problems.Add(FieldDiagnostics.NotBoolean(scalar.Span, field, scalar.Text));
        return false;
    }
}

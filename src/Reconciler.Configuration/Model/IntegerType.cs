using System.Globalization;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A decimal number, both bounds included.</summary>
internal sealed class IntegerType(int least, int most) : ScalarType<int>
{
    public int Least => least;

    public int Most => most;

    public override string Description => $"a whole number from {least} to {most}";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteIntegerKeywords(least, most);
        json.WritePattern($"^{IntegerPattern.Between(least, most)}$", Description);
    }

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, out int value)
    {
        if (int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && least <= value && value <= most)
            return true;

        problems.Add(FieldDiagnostics.NotInteger(scalar.Span, field, scalar.Text, least, most));
        return false;
    }
}

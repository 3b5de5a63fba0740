using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A day or a time; see <see cref="InstantText"/>.</summary>
internal sealed class InstantType : ScalarType<DateTimeOffset>
{
    private static readonly TextForm form = new(InstantText.Pattern, BareText.None);

    public static InstantType Instance { get; } = new();

    public override string Description => "a day such as 2026-12-01 or a time such as 2026-12-01T18:00Z";

    public override void WriteSchema(Utf8JsonWriter json) => form.WriteKeywords(json, Description);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, out DateTimeOffset value)
    {
        if (InstantText.TryParse(scalar.Text, out value))
            return true;

        problems.Add(FieldDiagnostics.NotInstant(scalar.Span, field, scalar.Text));
        return false;
    }
}

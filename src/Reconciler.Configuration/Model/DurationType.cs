using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A duration, both bounds included.</summary>
internal sealed class DurationType(TimeSpan least, TimeSpan most) : ScalarType<TimeSpan>
{
    // The bounds stay with the reader: a pattern that adds units up would fill a page.
    private static readonly TextForm form = new("^(?=[0-9])(?:[0-9]{1,6}d)?(?:[0-9]{1,6}h)?(?:[0-9]{1,6}m)?(?:[0-9]{1,6}s)?$", BareText.None);

    public override string Description => "a duration such as 24h, 7d or 1h30m";

    public override void WriteSchema(Utf8JsonWriter json) => form.WriteKeywords(json, Description);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, out TimeSpan value)
    {
        if (!DurationText.TryParse(scalar.Text, out value))
        {
            problems.Add(FieldDiagnostics.NotDuration(scalar.Span, field, scalar.Text));
            return false;
        }

        if (least <= value && value <= most)
            return true;

        problems.Add(FieldDiagnostics.DurationOutOfRange(scalar.Span, field, scalar.Text, DurationText.Write(least), DurationText.Write(most)));
        return false;
    }
}

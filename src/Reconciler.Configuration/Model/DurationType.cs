using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A duration, both bounds included.</summary>
internal sealed class DurationType(TimeSpan least, TimeSpan most) : ScalarType<TimeSpan>
{
    public override string Description => "a duration such as 24h, 7d or 1h30m";

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

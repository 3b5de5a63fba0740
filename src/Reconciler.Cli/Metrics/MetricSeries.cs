using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Reconciler.Cli.Metrics;

/// <summary>The numbers of one set of labels.</summary>
/// <param name="bounds">Upper bounds of a histogram's buckets, ascending; empty: it is none.</param>
internal sealed class MetricSeries(ImmutableArray<double> bounds)
{
    private readonly long[] buckets = new long[bounds.Length + 1];
    private double value;

    internal void Set(double now) => value = now;

    internal void Add(double more)
    {
        value += more;
        if (bounds.IsEmpty)
            return;

        var bucket = 0;
        while (bucket < bounds.Length && more > bounds[bucket])
            bucket++;
        buckets[bucket]++;
    }

    internal void Write(StringBuilder text, string name, string labels)
    {
        if (bounds.IsEmpty)
        {
            Line(text, name, labels, value);
            return;
        }

        var count = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            count += buckets[i];
            var bound = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            Line(text, $"{name}_bucket", $"{labels}{(labels.Length == 0 ? "" : ",")}le=\"{bound}\"", count);
        }

        Line(text, $"{name}_sum", labels, value);
        Line(text, $"{name}_count", labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(Number(value)).Append('\n');

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}

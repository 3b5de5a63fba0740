using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Reconciler.Cli.Metrics;

/// <summary>One instrument as Prometheus shows it: a family of series, one for each set of labels.</summary>
internal sealed class MetricFamily
{
    private static readonly Dictionary<string, string> units = new(StringComparer.Ordinal) { ["s"] = "seconds", ["By"] = "bytes" };

    private readonly SortedDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);
    private readonly string help;
    private readonly string type;
    private readonly bool addsUp;
    private readonly ImmutableArray<double> bounds = [];

    internal MetricFamily(Instrument instrument)
    {
        addsUp = instrument is Counter<long> or Counter<double>;
        type = instrument switch
        {
            Histogram<double> => "histogram",
            Counter<long> or Counter<double> or ObservableCounter<long> or ObservableCounter<double> => "counter",
            _ => "gauge",
        };
        if (instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } advised })
            bounds = [.. advised];
        Name = NameOf(instrument, type);
        help = instrument.Description ?? "";
        IsObserved = instrument.IsObservable;
    }

    internal string Name { get; }

    /// <summary>Its series are those of the last look, and no others.</summary>
    internal bool IsObserved { get; }

    internal void Clear() => series.Clear();

    /// <summary>Makes the series be there, with 0.</summary>
    internal MetricSeries Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelText.Of(tags);
        if (!series.TryGetValue(labels, out var one))
            series.Add(labels, one = new(bounds));
        return one;
    }

    internal void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var one = Of(tags);
        if (addsUp || type == "histogram")
            one.Add(value);
        else
            one.Set(value);
    }

    internal void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n# TYPE {Name} {type}\n");
        foreach (var (labels, one) in series)
            one.Write(text, Name, labels);
    }

    /// <summary><c>reconciler.plan.duration</c> in s is <c>reconciler_plan_duration_seconds</c>; counters end with <c>_total</c>.</summary>
    private static string NameOf(Instrument instrument, string type)
    {
        var name = instrument.Name.Replace('.', '_');
        if (instrument.Unit is { } unit && units.TryGetValue(unit, out var word))
            name += $"_{word}";
        return type == "counter" ? $"{name}_total" : name;
    }
}

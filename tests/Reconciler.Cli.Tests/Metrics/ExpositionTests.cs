using System.Diagnostics.Metrics;
using System.Text;
using CsCheck;
using Reconciler.Cli.Metrics;

namespace Reconciler.Cli.Tests.Metrics;

public sealed class ExpositionTests : IDisposable
{
    private readonly Meter meter = new("test");
    private readonly Exposition exposition;

    public ExpositionTests() => exposition = new(meter);

    public void Dispose()
    {
        exposition.Dispose();
        meter.Dispose();
    }

    [Fact]
    public void Text_OfACounter_AddsUpForEachSetOfLabels()
    {
        var counter = meter.CreateCounter<long>("x.copied", "By", "Bytes");
        counter.Add(1, new KeyValuePair<string, object?>("to", "b"));
        counter.Add(2, new KeyValuePair<string, object?>("to", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("to", "b"));

        Assert.Equal("# HELP x_copied_bytes_total Bytes\n# TYPE x_copied_bytes_total counter\nx_copied_bytes_total{to=\"a\"} 2\nx_copied_bytes_total{to=\"b\"} 4\n", exposition.Text());
    }

    [Fact]
    public void Text_OfAHistogram_CountsUpToEachBound()
    {
        var histogram = meter.CreateHistogram("x.duration", "s", "How long", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 5] });
        Assert.Contains("x_duration_seconds_count 0\n", exposition.Text(), StringComparison.Ordinal);

        foreach (var value in (double[])[0.25, 0.5, 0.75, 7])
            histogram.Record(value);

        Assert.Equal(
            """
            # HELP x_duration_seconds How long
            # TYPE x_duration_seconds histogram
            x_duration_seconds_bucket{le="0.5"} 2
            x_duration_seconds_bucket{le="1"} 3
            x_duration_seconds_bucket{le="5"} 3
            x_duration_seconds_bucket{le="+Inf"} 4
            x_duration_seconds_sum 8.5
            x_duration_seconds_count 4

            """,
            exposition.Text());
    }

    [Fact]
    public void Text_OfAnObservedGauge_HasWhatIsThereNowAndNoMore()
    {
        var site = "london";
        meter.CreateObservableGauge<long>("x.servers", () => new Measurement<long>(1, new KeyValuePair<string, object?>("site", site)), null, "Servers");
        Assert.Contains("x_servers{site=\"london\"} 1\n", exposition.Text(), StringComparison.Ordinal);

        site = "paris";

        Assert.Equal("# HELP x_servers Servers\n# TYPE x_servers gauge\nx_servers{site=\"paris\"} 1\n", exposition.Text());
    }

    [Fact]
    public void Text_OfAnotherMeter_IsLeftOut()
    {
        using var other = new Meter("other");
        other.CreateCounter<long>("y").Add(1);

        Assert.Equal("", exposition.Text());
    }

    /// <summary>Whatever a label says: one line, and read back it says the same.</summary>
    [Fact]
    public void Text_OfAnyLabel_IsReadBack() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.Const('"'), Gen.Const('\\'), Gen.Const('\n')), 0, 20].Sample(value =>
        {
            var text = LabelText.Of([new("name", value)]);

            Assert.DoesNotContain('\n', text);
            Assert.StartsWith("name=\"", text, StringComparison.Ordinal);
            Assert.EndsWith("\"", text, StringComparison.Ordinal);
            Assert.Equal(value, Unescaped(text["name=\"".Length..^1]));
        });

    private static string Unescaped(string text)
    {
        var value = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            Assert.NotEqual('"', text[i]);
            value.Append(text[i] != '\\' ? text[i] : text[++i] == 'n' ? '\n' : text[i]);
        }

        return value.ToString();
    }
}

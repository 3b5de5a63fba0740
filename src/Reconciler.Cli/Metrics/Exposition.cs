using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Web;

namespace Reconciler.Cli.Metrics;

/// <summary>
/// <c>/metrics</c>, in the text format 0.0.4 of Prometheus: everything that a meter has measured since it was made. What is not measured yet is 0, so that
/// no rate begins with a gap.
/// </summary>
internal sealed class Exposition : IDisposable
{
    private readonly Lock turn = new();
    private readonly SortedDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();

    /// <param name="meter">Whose instruments are made after this.</param>
    internal Exposition(Meter meter)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter != meter)
                return;

            var family = new MetricFamily(instrument);
            lock (turn)
                families.Add(family.Name, family);
            if (instrument is Histogram<double>)
                family.Of([]);
            listening.EnableMeasurementEvents(instrument, family);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        listener.Start();
    }

    internal IEnumerable<WebRoute> Routes => [new(HttpMethods.Get, "/metrics", Access.OpenOnLoopback, AnswerAsync)];

    internal string Text()
    {
        lock (turn)
        {
            foreach (var observed in families.Values.Where(family => family.IsObserved))
                observed.Clear();
            listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var family in families.Values)
                family.Write(text);
            return text.ToString();
        }
    }

    public void Dispose() => listener.Dispose();

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(Text(), context.RequestAborted);
    }

    private void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (turn)
            ((MetricFamily)family!).Record(value, tags);
    }
}

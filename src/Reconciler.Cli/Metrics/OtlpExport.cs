using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Metrics;

/// <summary>Sends the meter's numbers by the OpenTelemetry protocol, once a minute, from a thread of its own: a receiver that hangs or fails holds nothing up.</summary>
internal static class OtlpExport
{
    /// <summary>The variable that every program with OpenTelemetry obeys; the exporter reads it, and its sisters, itself.</summary>
    private const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    /// <returns>Ends the export; null where nobody asked for one.</returns>
    /// <exception cref="UsageException">The headers cannot be read.</exception>
    internal static IDisposable? Start(OtlpSettings? settings, Surroundings surroundings, string version)
    {
        if (settings is null && surroundings.Variable(Variable) is not { Length: > 0 })
            return null;

        return Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("reconciler", serviceVersion: version))
            .AddMeter(LoopMeter.Name)
            .AddOtlpExporter((exporter, _) => Configure(exporter, settings, surroundings))
            .Build();
    }

    private static void Configure(OtlpExporterOptions exporter, OtlpSettings? settings, Surroundings surroundings)
    {
        exporter.TimeoutMilliseconds = (int)patience.TotalMilliseconds;
        exporter.HttpClientFactory = () => new(new OtlpWatch(surroundings.Terminal)) { Timeout = patience };
        if (settings is null)
            return;

        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = settings.Endpoint;
        exporter.Headers = settings.Headers?.Read(surroundings);
    }
}

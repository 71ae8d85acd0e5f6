using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TaskScheduler.Core.Telemetry.Prometheus;

namespace TaskScheduler.Core.Telemetry.Export;

/// <summary>Starts the collection of metrics, and sends metrics and traces by OTLP when an address is set for that.</summary>
internal sealed class TelemetryExport(SchedulerMeter meter, SchedulerGauges gauges, PrometheusReader prometheus, IOptions<TelemetryOptions> options) : IHostedService, IDisposable
{
    /// <summary>The variable by which OpenTelemetry's own programs are told where to send to.</summary>
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // What collects garbage, threads and memory are measured by the runtime itself.
    private const string RuntimeMeter = "System.Runtime";

    private static readonly string[] sources = [Traces.Name, RequestSpans.Source, "Microsoft.AspNetCore.Components"];

    // A collector that is away does not hold up the stop.
    private static readonly TimeSpan longestFlush = TimeSpan.FromSeconds(2);

    private readonly Lock once = new();

    // Observable instruments live as long as somebody holds them.
    private readonly SchedulerGauges gauges = gauges;
    private MeterProvider? metrics;
    private TracerProvider? traces;
    private Task? stopped;

    private bool Sends => !string.IsNullOrWhiteSpace(options.Value.Endpoint) || !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(EndpointVariable));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var building = OpenTelemetry.Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Resource())
            .AddMeter(SchedulerMeter.Name, RuntimeMeter)
            .AddView(instrument => instrument.Meter.Name == SchedulerMeter.Name && instrument.Meter.Scope != meter ? MetricStreamConfiguration.Drop : null)
            .AddReader(prometheus.Reader);
        if (Sends)
        {
            building.AddOtlpExporter(exporter => Configure(exporter, "v1/metrics"));
            traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(Resource())
                .AddSource(sources)
                .AddProcessor(new RequestSpans())
                .AddOtlpExporter(exporter => Configure(exporter, "v1/traces"))
                .Build();
        }

        metrics = building.Build();
        return Task.CompletedTask;
    }

    // Asked twice when a test's host and the program it runs both stop, at the same time: both wait until what has ended is sent.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (once)
            return stopped ??= Task.Run(() => traces?.ForceFlush((int)longestFlush.TotalMilliseconds), CancellationToken.None);
    }

    // What has ended since is sent now.
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
        GC.KeepAlive(gauges);
    }

    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService(SchedulerMeter.Name, serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3), serviceInstanceId: Environment.MachineName, autoGenerateServiceInstanceId: false)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    // Without an address in the settings, the exporter reads its own variables.
    private void Configure(OtlpExporterOptions exporter, string path)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Endpoint))
            return;
        var grpc = options.Value.IsGrpc;
        exporter.Protocol = grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new(grpc ? options.Value.Endpoint : $"{options.Value.Endpoint.TrimEnd('/')}/{path}");
    }
}

using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace TaskScheduler.Core.Telemetry.Prometheus;

/// <summary>All metrics as Prometheus reads them, at the moment somebody asks.</summary>
public sealed class PrometheusReader
{
    /// <summary>The type of its answer (Prometheus exposition formats, text format 0.0.4).</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock gate = new();
    private readonly TextExporter exporter = new();

    public PrometheusReader() => Reader = new BaseExportingMetricReader(exporter);

    internal MetricReader Reader { get; }

    /// <summary>Empty before the collection has started.</summary>
    public string Read()
    {
        // One at a time: the collection is one.
        lock (gate)
        {
            exporter.Text = "";
            exporter.Collect!(Timeout.Infinite);
            return exporter.Text;
        }
    }

    [ExportModes(ExportModes.Pull)]
    private sealed class TextExporter : BaseExporter<Metric>, IPullMetricExporter
    {
        public string Text { get; set; } = "";

        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var text = new PrometheusText();
            foreach (var metric in batch)
                text.Add(metric);
            Text = text.ToString();
            return ExportResult.Success;
        }
    }
}

using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace TaskScheduler.Core.Telemetry.Prometheus;

/// <summary>
/// Writes metrics in the text format 0.0.4 of Prometheus (prometheus.io, "Exposition formats"), with names as OpenTelemetry's compatibility
/// specification makes them: dots become underscores, the unit is part of the name, sums that only grow end in <c>_total</c>.
/// </summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder text = new();

    public override string ToString() => text.ToString();

    public void Add(Metric metric)
    {
        var (type, isCounter) = metric.MetricType switch
        {
            MetricType.LongSum or MetricType.DoubleSum => ("counter", true),
            MetricType.Histogram => ("histogram", false),
            MetricType.LongGauge or MetricType.DoubleGauge or MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => ("gauge", false),
            _ => ("", false),
        };
        if (type.Length == 0)
            return;
        var unit = UnitOf(metric.Unit);
        var name = NameOf(metric.Name, unit) + (isCounter ? "_total" : "");
        text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(metric.Description, quotes: false)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        if (unit.Length > 0)
            text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
            Add(name, metric.MetricType, point);
    }

    internal static string NameOf(string name, string unit)
    {
        var plain = Plain(name);
        return unit.Length == 0 || plain.EndsWith("_" + unit, StringComparison.Ordinal) ? plain : $"{plain}_{unit}";
    }

    /// <summary>A unit of UCUM as Prometheus names it; empty for mere counts, which UCUM writes in braces.</summary>
    internal static string UnitOf(string? unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "1" => "ratio",
        null or "" => "",
        _ when unit.StartsWith('{') => "",
        _ => Plain(unit),
    };

    internal static string Escaped(string? value, bool quotes)
    {
        var escaped = (value ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    // [a-zA-Z_][a-zA-Z0-9_]*
    private static string Plain(string name)
    {
        var plain = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return char.IsAsciiDigit(plain[0]) ? "_" + plain : plain;
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string LabelsOf(in MetricPoint point)
    {
        var labels = new StringBuilder();
        foreach (var tag in point.Tags)
            labels.Append(labels.Length == 0 ? "" : ",").Append(Plain(tag.Key)).Append("=\"").Append(Escaped(Convert.ToString(tag.Value, CultureInfo.InvariantCulture), quotes: true)).Append('"');
        return labels.ToString();
    }

    private void Add(string name, MetricType type, in MetricPoint point)
    {
        var labels = LabelsOf(point);
        switch (type)
        {
            case MetricType.Histogram:
                AddHistogram(name, labels, point);
                break;
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                Line(name, labels, point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                Line(name, labels, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                Line(name, labels, point.GetGaugeLastValueLong());
                break;
            default:
                Line(name, labels, point.GetGaugeLastValueDouble());
                break;
        }
    }

    private void AddHistogram(string name, string labels, in MetricPoint point)
    {
        long sum = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            sum += bucket.BucketCount;
            Line(name + "_bucket", $"{labels}{(labels.Length == 0 ? "" : ",")}le=\"{Number(bucket.ExplicitBound)}\"", sum);
        }

        Line(name + "_sum", labels, point.GetHistogramSum());
        Line(name + "_count", labels, point.GetHistogramCount());
    }

    private void Line(string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }
}

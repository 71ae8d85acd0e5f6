using System.Globalization;
using System.Text;
using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Web.Pages.Forecasting.Drawing;

/// <summary>The graph of load over time: compute above, the instances it needs below, on one axis of time.</summary>
public sealed class LoadPicture
{
    private const int ComputeHeight = 232;
    private const int InstancesHeight = 116;
    private const int ComputeSteps = 5;
    private const int InstanceSteps = 4;

    /// <summary>More columns of a kind than this are drawn without heads, which would touch.</summary>
    private const int MostHeads = 96;

    private readonly IReadOnlyList<LoadColumn> columns;
    private readonly int running;

    /// <param name="running">How many instances run.</param>
    /// <param name="msPerInstance">What one of them manages at a scheduled time, in ms of compute.</param>
    public LoadPicture(IEnumerable<LoadInstant> instants, TimeWindow window, int running, long msPerInstance)
    {
        Window = window;
        this.running = running;
        columns = LoadColumn.Of(instants, window);
        Compute = DrawCompute(running * msPerInstance);
        Instances = DrawInstances();
        Readings = Write();
    }

    public TimeWindow Window { get; }

    public PlotPicture Compute { get; }

    public PlotPicture Instances { get; }

    public bool IsEmpty => columns.Count == 0;

    /// <summary>What the pointer reads off, for the script: per column its number, ms since the left edge, tasks, ms predicted, ms taken, instances; nothing where there is no number.</summary>
    public string Readings { get; }

    private PlotPicture DrawCompute(long capacity)
    {
        var most = columns.Select(column => Math.Max(column.PredictedMs, column.ActualMs ?? 0)).DefaultIfEmpty(0).Max();
        // A capacity line far above all load would press the load flat; then it is said in words only.
        var shown = capacity <= most * 3 ? Math.Max(most, capacity) : most;
        var unit = ComputeUnit.For(Math.Max(shown, 1));
        var scale = ValueScale.For(unit.Of(shown), ComputeSteps, whole: false);
        return new("Required compute", unit.Name, scale, ComputeHeight, unit.Of(capacity) <= scale.Top ? unit.Of(capacity) : null,
            string.Create(CultureInfo.InvariantCulture, $"{TimeWords.Length(capacity)}: what {Running} can start in time"),
            Draw(scale, ComputeHeight, column => unit.Of(column.ActualMs ?? 0), column => unit.Of(column.PredictedMs)));
    }

    private PlotPicture DrawInstances()
    {
        var most = columns.Select(column => column.Instances).DefaultIfEmpty(0).Max();
        var scale = ValueScale.For(Math.Max(most, running + 1), InstanceSteps, whole: true);
        return new("Required instances", "", scale, InstancesHeight, running, $"{Running} running",
            Draw(scale, InstancesHeight, column => column.ActualMs is null ? 0 : column.Instances, column => column.ActualMs is null ? column.Instances : 0));
    }

    private IReadOnlyList<PlotSeries> Draw(ValueScale scale, int height, Func<LoadColumn, double> actual, Func<LoadColumn, double> predicted) =>
    [
        Series("was", actual, scale, height),
        Foreseen(Steps(column => column.ActualMs is null ? 0 : predicted(column)), scale, height),
        Series("predicted", column => column.ActualMs is null && column.Instances <= running ? predicted(column) : 0, scale, height),
        Series("over", column => column.ActualMs is null && column.Instances > running ? predicted(column) : 0, scale, height),
    ];

    private static PlotSeries Draw(string look, List<(int Column, double Value)> steps, ValueScale scale, int height) =>
        new(look, StepPath.Of(steps, scale, height), steps.Count <= MostHeads ? StepPath.Heads(steps, scale, height) : "");

    // Only how high it would have been: its stems would lie on those of what was.
    private static PlotSeries Foreseen(List<(int Column, double Value)> steps, ValueScale scale, int height) => steps.Count <= MostHeads
        ? new("foreseen", "", StepPath.Heads(steps, scale, height))
        : new("foreseen", StepPath.Tops(steps, scale, height), "");

    private PlotSeries Series(string look, Func<LoadColumn, double> value, ValueScale scale, int height) => Draw(look, Steps(value), scale, height);

    private List<(int Column, double Value)> Steps(Func<LoadColumn, double> value) =>
        [.. columns.Select(column => (column.Index, value(column))).Where(step => step.Item2 > 0)];

    private string Write()
    {
        var written = new StringBuilder();
        foreach (var (index, instant, _, _, _) in columns)
            written.Append(CultureInfo.InvariantCulture, $"{index},{(instant.At - Window.From).TotalMilliseconds:0},{instant.Tasks},{instant.PredictedMs},{instant.ActualMs},{instant.Instances};");
        return written.ToString();
    }

    private string Running => running == 1 ? "1 instance" : string.Create(CultureInfo.InvariantCulture, $"{running} instances");
}

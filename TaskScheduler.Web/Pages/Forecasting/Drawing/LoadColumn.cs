namespace TaskScheduler.Web.Pages.Forecasting.Drawing;

/// <summary>What one column of the graph shows: the greatest load of all instants that fall into it, never their sum or their average.</summary>
/// <param name="Heaviest">The instant that is read off it.</param>
/// <param name="PredictedMs">0 when nothing was foreseen.</param>
/// <param name="ActualMs">Null when all of it is to come.</param>
public readonly record struct LoadColumn(int Index, LoadInstant Heaviest, long PredictedMs, long? ActualMs, int Instances)
{
    /// <summary>The columns in which something is due, from left to right.</summary>
    public static IReadOnlyList<LoadColumn> Of(IEnumerable<LoadInstant> instants, TimeWindow window)
    {
        var columns = new LoadColumn?[window.Columns];
        foreach (var instant in instants.Where(instant => window.Contains(instant.At)))
        {
            ref var column = ref columns[window.ColumnOf(instant.At)];
            var own = new LoadColumn(window.ColumnOf(instant.At), instant, instant.PredictedMs ?? 0, instant.ActualMs, instant.Instances);
            column = column is { } before ? before.With(own) : own;
        }

        return [.. columns.OfType<LoadColumn>()];
    }

    private LoadColumn With(LoadColumn other) => this with
    {
        Heaviest = other.Heaviest.WeightMs > Heaviest.WeightMs ? other.Heaviest : Heaviest,
        PredictedMs = Math.Max(PredictedMs, other.PredictedMs),
        ActualMs = ActualMs is { } actual ? Math.Max(actual, other.ActualMs ?? 0) : other.ActualMs,
        Instances = Math.Max(Instances, other.Instances),
    };
}

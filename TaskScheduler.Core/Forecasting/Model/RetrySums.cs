namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>The runs that wait for their next attempt, as part of the totals.</summary>
internal sealed class RetrySums(LoadTotals totals)
{
    private IReadOnlyDictionary<long, Load> retries = new Dictionary<long, Load>();

    /// <summary>Puts others in their place; returns whether they differ.</summary>
    /// <param name="others">By the second at which the attempt may start.</param>
    public bool Put(IReadOnlyDictionary<long, Load> others)
    {
        if (others.Count == retries.Count && others.All(retry => retries.TryGetValue(retry.Key, out var known) && known == retry.Value))
            return false;
        foreach (var (second, load) in retries.Where(retry => totals.Holds(retry.Key)))
            totals.Add(second, default(Load) - load);
        retries = others;
        AddBetween(totals.First, totals.Last);
        return true;
    }

    /// <summary>Adds those of seconds that the totals did not hold before.</summary>
    public void AddBetween(long first, long last)
    {
        foreach (var (second, load) in retries.Where(retry => retry.Key >= first && retry.Key <= last))
            totals.Add(second, load);
    }
}

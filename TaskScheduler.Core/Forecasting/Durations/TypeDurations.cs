using System.Collections.Concurrent;

namespace TaskScheduler.Core.Forecasting.Durations;

/// <summary>How long runs of each type took over the past year, summed up by day.</summary>
internal sealed class TypeDurations(TimeProvider time)
{
    /// <summary>The days that count.</summary>
    public const int Days = 365;

    /// <summary>The days that are kept.</summary>
    public const int KeptDays = 400;

    private readonly ConcurrentDictionary<string, OfType> types = new(StringComparer.Ordinal);

    /// <summary>Today, as days since 1970-01-01 in UTC.</summary>
    public int Today => DayOf(time.GetUtcNow());

    public static int DayOf(DateTimeOffset instant) => (int)(instant.ToUnixTimeSeconds() / (24 * 3_600));

    /// <summary>In microseconds; null when no run of it has ended in the past year.</summary>
    public long? AverageOf(string type) => types.TryGetValue(type, out var known) ? known.Average(Today) : null;

    /// <param name="stored">As they were read some time ago: what is newer stays.</param>
    public void Put(TypeDurationRow row, bool stored = false) => types.GetOrAdd(row.Type, _ => new OfType()).Put(row, stored, Today);

    private sealed class OfType
    {
        private readonly Lock gate = new();
        private readonly Dictionary<int, (long Runs, long Microseconds)> days = [];
        private (int Day, long? Average)? answer;

        public long? Average(int today)
        {
            lock (gate)
            {
                if (answer is { } known && known.Day == today)
                    return known.Average;
                var counted = days.Where(day => day.Key > today - Days).Select(day => day.Value).ToList();
                var runs = counted.Sum(day => day.Runs);
                long? average = runs == 0 ? null : (long)Math.Round((double)counted.Sum(day => day.Microseconds) / runs);
                answer = (today, average);
                return average;
            }
        }

        public void Put(TypeDurationRow row, bool stored, int today)
        {
            lock (gate)
            {
                if (stored && days.ContainsKey(row.Day))
                    return;
                days[row.Day] = (row.Runs, row.TotalUs);
                answer = null;
                if (days.Count > KeptDays)
                    foreach (var old in days.Keys.Where(day => day <= today - KeptDays).ToList())
                        days.Remove(old);
            }
        }
    }
}

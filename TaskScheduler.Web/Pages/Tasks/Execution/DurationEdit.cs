using System.Globalization;
using TaskScheduler.Core;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Pages.Tasks.Scheduling;

namespace TaskScheduler.Web.Pages.Tasks.Execution;

/// <summary>A length of time while somebody writes it, as a number and its unit.</summary>
public sealed class DurationEdit
{
    public DurationEdit(string count, string unit) => (Count, Unit) = (count, unit);

    public string Count { get; set; }

    public string Unit { get; set; }

    /// <summary>In the largest unit of which it is a whole number; a fraction of a second stays one.</summary>
    public static DurationEdit Of(TimeSpan length)
    {
        var (unit, span) = SchedulePick.Units.LastOrDefault(unit => length.Ticks % unit.Length.Ticks == 0, SchedulePick.Units[0]);
        return new(((decimal)length.Ticks / span.Ticks).ToString(CultureInfo.InvariantCulture), unit);
    }

    /// <summary>As ISO 8601; null, with a fault at <paramref name="field"/>, when it is no number.</summary>
    public string? ToIso(string field, ICollection<Fault> faults)
    {
        var unit = SchedulePick.Units.First(unit => unit.Unit == Unit).Length;
        if (decimal.TryParse(Count, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count <= TimeSpan.MaxValue.Ticks / unit.Ticks)
            return IsoText.Of(TimeSpan.FromTicks((long)(count * unit.Ticks)));
        faults.Add(new(field, "Enter a number."));
        return null;
    }
}

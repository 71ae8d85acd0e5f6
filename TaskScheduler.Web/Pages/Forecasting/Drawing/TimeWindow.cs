using System.Globalization;

namespace TaskScheduler.Web.Pages.Forecasting.Drawing;

/// <summary>The stretch of time along the bottom of the graph, cut into columns of equal length.</summary>
public sealed record TimeWindow(DateTimeOffset From, TimeSpan Column, int Columns)
{
    public DateTimeOffset To => From + Column * Columns;

    /// <summary>Columns begin at whole multiples of their length, so that a graph that moves on with the clock keeps its shape.</summary>
    public static TimeWindow Of(GraphRange range, DateTimeOffset now)
    {
        var first = (now - range.Past).ToUnixTimeMilliseconds();
        var column = (long)range.Column.TotalMilliseconds;
        return new(DateTimeOffset.FromUnixTimeMilliseconds(first - first % column), range.Column, (int)((range.Past + range.Future) / range.Column));
    }

    public bool Contains(DateTimeOffset at) => at >= From && at < To;

    public int ColumnOf(DateTimeOffset at) => (int)((at - From).Ticks / Column.Ticks);

    /// <summary>How far along an instant is, from 0 to 1.</summary>
    public double ShareOf(DateTimeOffset at) => (at - From) / (To - From);

    /// <summary>The times that stand below the graph: round ones on the clocks of a zone. Every second one is a main one, which is shown on small screens too.</summary>
    public IEnumerable<TimeTick> Ticks(TimeSpan step, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(From);
        var local = (From + offset).UtcTicks;
        for (var next = local + (step.Ticks - local % step.Ticks) % step.Ticks; next < local + (To - From).Ticks; next += step.Ticks)
        {
            var at = new DateTimeOffset(next, TimeSpan.Zero) - offset;
            yield return new(ShareOf(at), TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture), next / step.Ticks % 2 == 0);
        }
    }
}

/// <summary>A time on the axis.</summary>
/// <param name="Share">How far along it is, from 0 to 1.</param>
public sealed record TimeTick(double Share, string Words, bool IsMain);

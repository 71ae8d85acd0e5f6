namespace TaskScheduler.Core.Forecasting;

/// <summary>Holds what is needed against what runs.</summary>
internal static class CapacityCheck
{
    /// <param name="points">In order.</param>
    /// <param name="lead">How long an instance takes until it can work.</param>
    public static Capacity Of(IEnumerable<LoadPoint> points, int running, DateTimeOffset now, TimeSpan lead)
    {
        var needed = 0;
        Shortage? shortage = null;
        foreach (var point in points)
        {
            needed = Math.Max(needed, point.RequiredInstances);
            if (shortage is null && point.RequiredInstances > running)
                shortage = new(point.DueAt - lead > now ? point.DueAt - lead : now, point);
        }

        return new(running, needed, shortage);
    }
}

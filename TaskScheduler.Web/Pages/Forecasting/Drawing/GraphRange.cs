namespace TaskScheduler.Web.Pages.Forecasting.Drawing;

/// <summary>How much time the graph shows.</summary>
/// <param name="Key">What the address calls it.</param>
/// <param name="Column">The time that one column stands for: about as much as one pixel of a wide screen.</param>
/// <param name="Tick">From one time on the axis to the next.</param>
public sealed record GraphRange(string Key, string Words, TimeSpan Past, TimeSpan Future, TimeSpan Column, TimeSpan Tick)
{
    public static readonly GraphRange ThreeHours = new("3h", "3 hours", TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(30));
    public static readonly GraphRange OneHour = new("1h", "1 hour", TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
    public static readonly GraphRange QuarterHour = new("15m", "15 minutes", TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));

    public static IReadOnlyList<GraphRange> Choices { get; } = [ThreeHours, OneHour, QuarterHour];

    /// <summary>The longest when there is no such range.</summary>
    public static GraphRange Of(string? key) => Choices.FirstOrDefault(range => range.Key == key) ?? ThreeHours;
}

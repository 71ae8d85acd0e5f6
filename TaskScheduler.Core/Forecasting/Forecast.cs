namespace TaskScheduler.Core.Forecasting;

/// <summary>The load of the next three hours as it is known now, and of the past hour as it was.</summary>
public sealed record Forecast
{
    /// <summary>How far it looks ahead.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(3);

    /// <summary>How far it looks back.</summary>
    public static readonly TimeSpan Back = TimeSpan.FromHours(1);

    /// <summary>The instant at which it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its last instant.</summary>
    public DateTimeOffset Until => At + Ahead;

    /// <summary>False while tasks are still being read after the start; everything is empty then.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>What waits to start at this moment; null when nothing does.</summary>
    public LoadPoint? Waiting { get; init; }

    /// <summary>The scheduled times after <see cref="At"/> at which something is due, in order.</summary>
    public IReadOnlyList<LoadPoint> Items { get; init; } = [];

    public required Capacity Capacity { get; init; }

    /// <summary>The scheduled times that need the most, most first; none when nothing is due.</summary>
    public IReadOnlyList<HotSpot> HotSpots { get; init; } = [];

    /// <summary>The scheduled times of the past hour at which something ran or was predicted, in order.</summary>
    public IReadOnlyList<PastPoint> Past { get; init; } = [];

    /// <summary>How far the predictions of the past hour were from what came; null when nothing ran in minutes that had been predicted.</summary>
    public ForecastError? Error { get; init; }
}

using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Forecasting;

/// <summary>What the forecast assumes (section <c>TaskScheduler:Forecast</c>).</summary>
public sealed class ForecastOptions
{
    public const string Section = "TaskScheduler:Forecast";

    /// <summary>What a run is expected to take as long as no run of its task or its type has ended: 1 millisecond to 1 day. Default 1 second.</summary>
    public TimeSpan GuessedCompute { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a further instance takes until it can work, from the moment somebody decides to start it: 0 to 1 hour. Default 5 minutes.</summary>
    public TimeSpan InstanceLead { get; set; } = TimeSpan.FromMinutes(5);
}

internal sealed class ForecastOptionsCheck : IValidateOptions<ForecastOptions>
{
    private static readonly TimeSpan shortestGuess = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan longestGuess = TimeSpan.FromDays(1);
    private static readonly TimeSpan longestLead = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, ForecastOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ForecastOptions options)
    {
        if (options.GuessedCompute < shortestGuess || options.GuessedCompute > longestGuess)
            yield return $"{ForecastOptions.Section}:GuessedCompute is {options.GuessedCompute}; it must lie between {shortestGuess} and {longestGuess}.";
        if (options.InstanceLead < TimeSpan.Zero || options.InstanceLead > longestLead)
            yield return $"{ForecastOptions.Section}:InstanceLead is {options.InstanceLead}; it must lie between {TimeSpan.Zero} and {longestLead}.";
    }
}

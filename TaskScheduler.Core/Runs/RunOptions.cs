using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Runs;

/// <summary>How runs are executed (section <c>TaskScheduler:Runs</c>).</summary>
public sealed class RunOptions
{
    /// <summary>How many runs are executed at once: 1 to 10,000. Default 500.</summary>
    public int Concurrency { get; set; } = 500;

    /// <summary>How many waiting runs are held in memory; the rest stay in the database until there is room: 1 to 1,000,000. Default 20,000.</summary>
    public int QueueCapacity { get; set; } = 20_000;

    /// <summary>How long a stop waits for the runs that are running before it interrupts them: 0 to 10 minutes. Default 30 seconds.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How much of an attempt's output is kept, in bytes of UTF-8: 4,096 to 104,857,600. Its first and its last half stay. Default 1 MB.</summary>
    public int OutputLimit { get; set; } = 1_048_576;
}

internal sealed class RunOptionsCheck : IValidateOptions<RunOptions>
{
    public ValidateOptionsResult Validate(string? name, RunOptions options)
    {
        var faults = new List<string>();
        if (options.Concurrency is < 1 or > 10_000)
            faults.Add($"TaskScheduler:Runs:Concurrency is {options.Concurrency}; it must lie between 1 and 10000.");
        if (options.QueueCapacity is < 1 or > 1_000_000)
            faults.Add($"TaskScheduler:Runs:QueueCapacity is {options.QueueCapacity}; it must lie between 1 and 1000000.");
        if (options.StopGrace < TimeSpan.Zero || options.StopGrace > TimeSpan.FromMinutes(10))
            faults.Add($"TaskScheduler:Runs:StopGrace is {options.StopGrace}; it must lie between 00:00:00 and 00:10:00.");
        if (options.OutputLimit is < 4_096 or > 104_857_600)
            faults.Add($"TaskScheduler:Runs:OutputLimit is {options.OutputLimit}; it must lie between 4096 and 104857600 bytes.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

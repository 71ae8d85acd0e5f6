using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Health;

/// <summary>From where on something is not well (section <c>TaskScheduler:Health</c>).</summary>
public sealed class HealthOptions
{
    /// <summary>With less free space than this in the data folder, in MB, health is degraded; 0 never. Default 1,000.</summary>
    public long DiskWarn { get; set; } = 1_000;

    /// <summary>With less free space than this in the data folder, in MB, health is unhealthy; 0 never. Default 50.</summary>
    public long DiskFail { get; set; } = 50;

    /// <summary>For how long health stays degraded after a late start, a repaired plan or a jump of the clock. Default 10 minutes.</summary>
    public TimeSpan Remember { get; set; } = TimeSpan.FromMinutes(10);
}

internal sealed class HealthOptionsCheck : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        var faults = new List<string>();
        if (options.DiskWarn < 0 || options.DiskFail < 0)
            faults.Add($"TaskScheduler:Health:DiskWarn is {options.DiskWarn} and DiskFail {options.DiskFail}; neither may be below 0 MB.");
        if (options.DiskWarn < options.DiskFail)
            faults.Add($"TaskScheduler:Health:DiskWarn is {options.DiskWarn} MB, less than DiskFail, {options.DiskFail} MB; it has to be at least as much.");
        if (options.Remember < TimeSpan.FromMinutes(1) || options.Remember > TimeSpan.FromDays(1))
            faults.Add($"TaskScheduler:Health:Remember is {options.Remember}; it must lie between 00:01:00 and 1.00:00:00.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

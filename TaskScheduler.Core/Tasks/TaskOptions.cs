using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Tasks;

/// <summary>How tasks are shown and announced (section <c>TaskScheduler</c>).</summary>
public sealed class TaskOptions
{
    /// <summary>How long before its due instant a task counts as queued: 0 to 7 days. Default 15 minutes.</summary>
    public TimeSpan QueueAhead { get; set; } = TimeSpan.FromMinutes(15);
}

internal sealed class TaskOptionsCheck : IValidateOptions<TaskOptions>
{
    public ValidateOptionsResult Validate(string? name, TaskOptions options) =>
        options.QueueAhead >= TimeSpan.Zero && options.QueueAhead <= TimeSpan.FromDays(7)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"TaskScheduler:QueueAhead is {options.QueueAhead}; it must lie between 00:00:00 and 7.00:00:00.");
}

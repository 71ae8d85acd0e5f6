using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.DeadLetters;

/// <summary>Runs that end as dead letters at once.</summary>
internal static class DeadRuns
{
    private static readonly ScheduleDraft immediately = new() { Kind = "immediate" };

    /// <summary>Adds a task whose first run fails in a way that no retry mends.</summary>
    /// <param name="before">How many runs have ended before.</param>
    public static async Task<Run> AddAsync(SchedulerDriver driver, string title, string error, int before = 0)
    {
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed(error) with { IsFinal = true });
        var task = await driver.CreateAsync(immediately, title, execution: new() { Retry = new() { Kind = "fixed", Wait = "PT10S", Retries = 1 } });
        return (await driver.EndedAsync(before + 1)).Single(run => run.TaskId == task.Task.Id);
    }
}

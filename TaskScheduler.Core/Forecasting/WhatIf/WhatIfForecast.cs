using Microsoft.Extensions.Options;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Forecasting.WhatIf;

/// <summary>Says what saving a task would do, without saving it.</summary>
public sealed class WhatIfForecast
{
    internal const string NotReady = "The tasks are still being read for the forecast. Ask again in a few seconds.";

    private const int MostChanges = 200;

    private readonly LoadModel model;
    private readonly IInstances instances;
    private readonly TaskQueries queries;
    private readonly TaskRules rules;
    private readonly ICaller caller;
    private readonly WhatIfTime time;

    internal WhatIfForecast(LoadModel model, IInstances instances, TaskQueries queries, TaskRules rules, ICaller caller, WhatIfTime time)
    {
        this.model = model;
        this.instances = instances;
        this.queries = queries;
        this.rules = rules;
        this.caller = caller;
        this.time = time;
    }

    /// <param name="replaces">The task whose definition the draft would replace; null for a new task.</param>
    /// <returns>Refused when saving it would be, but for what only the tasks that it is due after can say.</returns>
    public Task<Result<WhatIfAnswer>> AskAsync(TaskDraft draft, Guid? replaces, CancellationToken cancellationToken) =>
        AskAsync(draft, replaces, (actor, schedule) => rules.Check(draft, actor, schedule).Faults is { Count: > 0 } faults ? Result<TaskTimes>.Invalid(faults) : rules.CheckTimes(draft, schedule), cancellationToken);

    /// <summary>The same for a task that is still being written: only its type and its schedule have to be right.</summary>
    public Task<Result<WhatIfAnswer>> AskWhileWritingAsync(TaskDraft draft, Guid? replaces, CancellationToken cancellationToken) =>
        AskAsync(draft, replaces, (_, schedule) => rules.CheckTimes(draft, schedule), cancellationToken);

    private async Task<Result<WhatIfAnswer>> AskAsync(
        TaskDraft draft, Guid? replaces, Func<Actor, Schedule?, Result<TaskTimes>> check, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        var current = replaces is { } id ? await queries.FindAsync(id, cancellationToken) : null;
        if (replaces is not null && current is null)
            return Result<WhatIfAnswer>.NotFound("There is no task with this id (any more).");
        if (current is null ? !actor.May(Rights.Write) : !actor.May(Rights.Write, current.Task.OwnerId, current.Task.Tags))
            return Result<WhatIfAnswer>.Forbidden(current is null ? TaskStore.MayNotCreate : TaskStore.NotYours);
        var times = check(actor, current?.Task.Schedule);
        if (!times.Succeeded)
            return Result<WhatIfAnswer>.Invalid(times.Faults);
        if (!model.Ready)
            return Result<WhatIfAnswer>.Conflict("", NotReady);
        var now = time.Clock.GetUtcNow();
        // An immediate task is due when it is saved, which is now.
        var schedule = times.Value.Schedule is ImmediateSchedule ? new OnceSchedule(Rounded(now)) : times.Value.Schedule;
        return Answer(new(replaces ?? Guid.CreateVersion7(now), schedule, times.Value.Type, 0), current?.Task.Active ?? true, now);
    }

    private static DateTimeOffset Rounded(DateTimeOffset now) => DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 1);

    private WhatIfAnswer Answer(PlannedTask task, bool active, DateTimeOffset now)
    {
        var before = model.Look(view => Sketch.Of(view, task, instances.Running));
        var after = active ? model.LookAhead(task, view => Sketch.Of(view, task, instances.Running)) : before;
        var changes = Changes(before, after);
        var more = changes.Sum(change => Math.Max(0, change.After.Tasks - change.Before.Tasks));
        var fewer = changes.Sum(change => Math.Max(0, change.Before.Tasks - change.After.Tasks));
        var moved = Math.Min(more, fewer);
        var shown = changes.OrderByDescending(change => Math.Max(change.After.ComputeMs, change.Before.ComputeMs)).Take(MostChanges).OrderBy(change => change.DueAt).ToList();
        return new()
        {
            ComputeMs = Load.Milliseconds(after.Task.Compute),
            FirstDueAt = after.Times.Count > 0 ? DateTimeOffset.FromUnixTimeSeconds(after.Times[0]) : null,
            Gained = more - moved,
            Lost = fewer - moved,
            Moved = moved,
            Changes = shown,
            FurtherChanges = changes.Count - shown.Count,
            PeakBefore = before.Peak(),
            PeakAfter = after.Peak(),
            Before = CapacityCheck.Of(before.Points(), instances.Running, now, time.InstanceLead),
            After = CapacityCheck.Of(after.Points(), instances.Running, now, time.InstanceLead),
            Fits = after.Times.All(second => after.Load.At(second).At(second).RequiredInstances <= instances.Running),
            FreeSlots = active ? FreeSlots.Near(task, after, now) : [],
        };
    }

    private static List<LoadChange> Changes(Sketch before, Sketch after) =>
    [
        .. before.Seconds
            .Where(second => before.Load.At(second) != after.Load.At(second))
            .Select(second => new LoadChange(before.Load.At(second).At(second), after.Load.At(second).At(second))),
    ];
}

/// <summary>What an answer takes of time.</summary>
internal sealed class WhatIfTime(TimeProvider clock, IOptions<ForecastOptions> options)
{
    public TimeProvider Clock => clock;

    public TimeSpan InstanceLead => options.Value.InstanceLead;
}

using TaskScheduler.Core.Access;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Forecasting.WhatIf;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Forecasting.Spreading;

/// <summary>Moves tasks off times that need more instances than run.</summary>
public sealed class LoadSpreader
{
    /// <summary>How many tasks one plan may be about.</summary>
    public const int MostTasks = 10_000;

    private const int SecondsInMinute = 60;

    private readonly LoadModel model;
    private readonly IInstances instances;
    private readonly SpreadSelection selection;
    private readonly TaskStore tasks;
    private readonly ICaller caller;
    private readonly WhatIfTime time;

    internal LoadSpreader(LoadModel model, IInstances instances, SpreadSelection selection, TaskStore tasks, ICaller caller, WhatIfTime time)
    {
        this.model = model;
        this.instances = instances;
        this.selection = selection;
        this.tasks = tasks;
        this.caller = caller;
        this.time = time;
    }

    /// <summary>
    /// Says which task would be moved where; changes nothing. A task stays as long as there is room for it where it is; one that
    /// has to go is moved to the nearest whole minute at which there is room at each of its times.
    /// </summary>
    public async Task<Result<SpreadPlan>> PlanAsync(SpreadRequest request, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Write))
            return Result<SpreadPlan>.Forbidden(TaskStore.NotYours);
        var now = time.Clock.GetUtcNow();
        var faults = FaultsOf(request, now);
        if (faults.Count > 0)
            return Result<SpreadPlan>.Invalid(faults);
        if (!model.Ready)
            return Result<SpreadPlan>.Conflict("", WhatIfForecast.NotReady);
        // Of no filter at all, those are meant that are due then: of many tasks, most are not.
        var filter = request is { At: { } at, Filter.IsEmpty: true } ? request.Filter with { Ids = DueAt(at.ToUnixTimeSeconds()) } : request.Filter;
        var selected = await selection.ListAsync(filter, actor, MostTasks + 1, cancellationToken);
        return selected.Count > MostTasks
            ? Result<SpreadPlan>.Invalid([new("filter", $"These are more than {MostTasks} tasks. Choose fewer.")])
            : Plan(request, selected, now);
    }

    /// <summary>Makes the moves of a plan: all of them in one transaction, or none.</summary>
    /// <returns>How many tasks were moved. A conflict names those that have changed since the plan, as <c>moves[3].version</c>.</returns>
    public Task<Result<int>> ApplyAsync(IReadOnlyList<SpreadStep> moves, CancellationToken cancellationToken) => tasks.RescheduleAsync(moves, cancellationToken);

    private List<Guid> DueAt(long second) => model.Look(view => view.TasksAt([second], MostTasks + 1)[second].ConvertAll(task => task.Id));

    private static List<Fault> FaultsOf(SpreadRequest request, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        if (request.Within < TimeSpan.FromMinutes(1) || request.Within > Forecast.Ahead || request.Within.Ticks % TimeSpan.TicksPerMinute != 0)
            faults.Add(new("withinMinutes", $"Say within how many minutes tasks may be moved: 1 to {Forecast.Ahead.TotalMinutes}."));
        if (request.At is { } at && (at <= now || at > now + Forecast.Ahead))
            faults.Add(new("at", $"Choose a time of the next {Forecast.Ahead.TotalHours} hours."));
        return faults;
    }

    private SpreadPlan Plan(SpreadRequest request, IReadOnlyList<SelectedTask> selected, DateTimeOffset now)
    {
        // What is read of the model is copied: whoever writes runs must not wait for a plan.
        var (load, first, last, due) = model.Look(view => (LoadSketch.Of(view, instances.Running), view.First, view.Last, selected.ToDictionary(task => task.Id, task => DueOf(view, task))));
        var stays = new List<SpreadStay>();
        var movable = new List<SpreadTask>();
        foreach (var task in selected)
        {
            var (times, taskLoad) = due[task.Id];
            var old = request.At?.ToUnixTimeSeconds() ?? (times.Count > 0 ? times[0] : 0);
            if (WhyNot(task, times, old, request.At) is { } reason)
                stays.Add(new(task.Id, task.Title, times.Count > 0 ? Instant(times[0]) : null, HasRoom: false, reason));
            else
                movable.Add(new(task.Id, task.Title, task.Version, task.Schedule, old, times, taskLoad!));
        }

        var (placed, left, after) = new SpreadPlacing(load, Offsets(request), first, last, now).Place(movable);
        stays.AddRange(left.Select(task => new SpreadStay(task.Id, task.Title, Instant(task.OldTime), HasRoom: false, $"Within {English.Count((long)request.Within.TotalMinutes, "minute")} there is no time with room for it.")));
        stays.AddRange(placed.Where(place => place.Minutes == 0).Select(place => new SpreadStay(place.Task.Id, place.Task.Title, Instant(place.Task.OldTime), HasRoom: true, "There is room for it where it is.")));
        return new(
            [.. placed.Where(place => place.Minutes != 0).OrderBy(place => place.Task.OldTime + (place.Minutes * SecondsInMinute)).Select(MoveOf)],
            stays,
            CapacityCheck.Of(load.Points(first), instances.Running, now, time.InstanceLead),
            CapacityCheck.Of(after.Points(first), instances.Running, now, time.InstanceLead));
    }

    private static (IReadOnlyList<long> Times, TaskLoad? Load) DueOf(LoadView view, SelectedTask task) =>
        view.Find(task.Id) is { } place ? (view.TimesOf(task.Id), TaskLoad.Of(view, place.Task)) : ([], null);

    private static string? WhyNot(SelectedTask task, IReadOnlyList<long> times, long old, DateTimeOffset? at) => task switch
    {
        { Reached: false } => TaskStore.NotYours,
        { Active: false } => "It is inactive, so it is not due.",
        _ when ScheduleShift.FaultOf(task.Schedule) is { } fault => fault,
        _ when times.Count == 0 => "It is not due in the next three hours.",
        _ when at is not null && !times.Contains(old) => "It is not due at that time.",
        _ => null,
    };

    private static int[] Offsets(SpreadRequest request)
    {
        var minutes = Enumerable.Range(1, (int)request.Within.TotalMinutes);
        return [0, .. request.Earlier ? minutes.SelectMany(minute => new[] { minute, -minute }) : minutes];
    }

    private static SpreadMove MoveOf(SpreadPlacement place) => new(
        place.Task.Id, place.Task.Version, place.Task.Title, Instant(place.Task.OldTime), Instant(place.Task.OldTime + (place.Minutes * SecondsInMinute)), place.Task.Schedule, place.Schedule);

    private static DateTimeOffset Instant(long second) => DateTimeOffset.FromUnixTimeSeconds(second);
}

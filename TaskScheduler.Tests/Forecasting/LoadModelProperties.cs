using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Forecasting.Times;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Forecasting;

public sealed class LoadModelProperties
{
    // In a spring night, an ordinary noon, and an autumn night.
    private static readonly DateTimeOffset[] starts =
    [
        new(2026, 3, 28, 23, 30, 0, TimeSpan.Zero),
        SchedulerDriver.Noon.AddMilliseconds(400),
        new(2026, 10, 24, 22, 59, 59, TimeSpan.Zero),
    ];

    private static readonly Gen<Step> anyStep = Gen.Frequency(
        (5, Gen.Choose(0, starts.Length - 1).SelectMany(_ => GeneratedTasks.TaskAround(SchedulerDriver.Noon)).Select(Step (task) => new Saved(task))),
        (2, Gen.Choose(1, 40).Select(Step (number) => new Gone(GeneratedTasks.IdOf(number)))),
        (2, Gen.OneOf(Gen.Choose(1, 90), Gen.Choose(1, 20_000)).Select(Step (seconds) => new Passed(TimeSpan.FromSeconds(seconds)))));

    private static readonly Arbitrary<(DateTimeOffset Start, Step[] Steps)> anyStory =
        (from start in Gen.Elements(starts)
         from steps in anyStep.NonEmptyListOf()
         select (start, steps.ToArray())).ToArbitrary();

    private abstract record Step;

    private sealed record Saved(PlannedTask Task) : Step;

    private sealed record Gone(Guid Task) : Step;

    private sealed record Passed(TimeSpan Span) : Step;

    [Fact]
    public void Whatever_was_saved_deleted_and_passed_the_sums_are_those_of_counting_every_task() => Prop.ForAll(anyStory, story =>
    {
        var (model, durations, time, tasks) = Empty(story.Start);

        foreach (var step in story.Steps)
        {
            Take(step, model, time, tasks);
            Due(model);
        }

        return Due(model).SequenceEqual(GeneratedTasks.Count(tasks.Values, durations, time.GetUtcNow()).Select(load => (load.Key, load.Value)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void Following_each_change_gives_the_same_as_reading_everything_anew() => Prop.ForAll(anyStory, story =>
    {
        var (model, durations, time, tasks) = Empty(story.Start);
        foreach (var step in story.Steps)
            Take(step, model, time, tasks);

        var fresh = new LoadModel(durations, time);
        foreach (var task in tasks.Values)
            fresh.Put(task);

        return Due(model).SequenceEqual(Due(fresh));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void What_saving_would_do_is_what_it_does_and_asking_changes_nothing() => Prop.ForAll(anyStory, story =>
    {
        var (model, _, time, tasks) = Empty(story.Start);
        foreach (var step in story.Steps)
            Take(step, model, time, tasks);
        var task = new PlannedTask(GeneratedTasks.IdOf(7), new CronSchedule("*/7 * * * *", "Europe/Berlin"), "http", 2);

        var before = Due(model);
        var asked = model.LookAhead(task, view => view.Due().ToList());
        var afterAsking = Due(model);
        model.Put(task);

        return before.SequenceEqual(afterAsking) && asked.SequenceEqual(Due(model));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void A_list_that_may_keep_nothing_says_the_same_times() => Prop.ForAll(GeneratedSchedules.Cron.ToArbitrary(), cron =>
    {
        var (kept, found) = (new DueSeconds(cron, new KeptMinutes(1_000_000)), new DueSeconds(cron, new KeptMinutes(0)));
        var first = SchedulerDriver.Noon.ToUnixTimeSeconds();

        return Enumerable.Range(0, 5).All(part => kept.Between(first + (part * 1_000), first + 9_000 + (part * 700)).SequenceEqual(found.Between(first + (part * 1_000), first + 9_000 + (part * 700))));
    }).QuickCheckThrowOnFailure();

    private static (LoadModel Model, LearnedDurations Durations, ManualTime Time, Dictionary<Guid, PlannedTask> Tasks) Empty(DateTimeOffset start)
    {
        var time = new ManualTime(start);
        var durations = new LearnedDurations(null!, Options.Create(new ForecastOptions { GuessedCompute = TimeSpan.FromMilliseconds(1.5) }), time);
        return (new(durations, time), durations, time, []);
    }

    private static List<(long Second, Load Load)> Due(LoadModel model) => model.Look(view => view.Due().ToList());

    private static void Take(Step step, LoadModel model, ManualTime time, Dictionary<Guid, PlannedTask> tasks)
    {
        switch (step)
        {
            case Saved saved:
                tasks[saved.Task.Id] = saved.Task;
                model.Put(saved.Task);
                break;
            case Gone gone:
                tasks.Remove(gone.Task);
                model.Remove(gone.Task);
                break;
            case Passed passed:
                time.Advance(passed.Span);
                break;
        }
    }
}

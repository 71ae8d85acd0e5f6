using System.Diagnostics.Metrics;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Telemetry;

/// <summary>What the program counts and measures while it works. docs/monitoring.md lists the instruments. Labels are types and outcomes, never tasks: there are few of those.</summary>
public sealed class SchedulerMeter : IDisposable
{
    public const string Name = "TaskScheduler";

    // In seconds: from what no disk and no network takes part in to the longest time limit of a task.
    private static readonly double[] durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400];

    // In seconds: ten is what every task is promised.
    private static readonly double[] latenesses = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 600, 3_600];

    private static readonly double[] writeDurations = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
    private static readonly double[] writeSizes = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000];

    private readonly Counter<long> started;
    private readonly Counter<long> ended;
    private readonly Counter<long> retries;
    private readonly Histogram<double> duration;
    private readonly Histogram<double> lateness;
    private readonly Counter<long> messages;
    private readonly Histogram<double> writeDuration;
    private readonly Histogram<long> writeSize;

    public SchedulerMeter()
    {
        // The scope tells this program's meter from those of others in the same process.
        Meter = new(new MeterOptions(Name) { Version = typeof(SchedulerMeter).Assembly.GetName().Version?.ToString(3), Scope = this });
        started = Meter.CreateCounter<long>("taskscheduler.runs.started", "{run}", "Attempts of runs that were started, by task type.");
        ended = Meter.CreateCounter<long>("taskscheduler.runs.ended", "{run}", "Runs that have ended, by task type and outcome.");
        retries = Meter.CreateCounter<long>("taskscheduler.runs.retries", "{run}", "Attempts that failed and are followed by another one, by task type.");
        duration = Meter.CreateHistogram("taskscheduler.run.duration", "s", "How long the last attempt of runs took that have ended, by task type and outcome.", advice: Buckets(durations));
        lateness = Meter.CreateHistogram("taskscheduler.run.lateness", "s", "How long after its due instant the first attempt of a run started, by task type.", advice: Buckets(latenesses));
        messages = Meter.CreateCounter<long>("taskscheduler.messages", "{message}", "Messages that have left or were given up, by way and outcome.");
        writeDuration = Meter.CreateHistogram("taskscheduler.write.duration", "s", "How long a group of writes took until it was durable.", advice: Buckets(writeDurations));
        writeSize = Meter.CreateHistogram("taskscheduler.write.size", "{write}", "How many writes were made durable together.", advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. writeSizes.Select(size => (long)size)] });
    }

    internal Meter Meter { get; }

    public void Dispose() => Meter.Dispose();

    /// <summary>Counts attempts that have begun.</summary>
    public void Started(IReadOnlyList<ClaimedRun> claimed)
    {
        foreach (var run in claimed)
        {
            var type = Label("type", run.Type);
            started.Add(1, type);
            if (run.Context.Attempt == 1)
                lateness.Record(Math.Max(0, (run.StartedAt - run.Context.DueAt)?.TotalSeconds ?? 0), type);
        }
    }

    /// <summary>Measures how long attempts took, and counts those that are followed by another one.</summary>
    public void Finished(IReadOnlyList<FinishedRun> written)
    {
        foreach (var run in written)
        {
            var type = Label("type", run.Run.Type);
            if (run.State == RunState.Retrying)
            {
                retries.Add(1, type);
                continue;
            }

            duration.Record(Math.Max(0, (run.EndedAt - run.Run.StartedAt)?.TotalSeconds ?? 0), type, Label("outcome", OutcomeOf(run.State)));
        }
    }

    /// <summary>Counts runs of a type that have ended in the same way.</summary>
    public void Ended(string type, RunState state, long count) => ended.Add(count, Label("type", type), Label("outcome", OutcomeOf(state)));

    /// <summary>Counts a message that has left, or was given up.</summary>
    public void Message(string via, bool sent) => messages.Add(1, Label("via", via), Label("outcome", sent ? "sent" : "failed"));

    /// <summary>Measures a group of writes.</summary>
    public void Written(int count, TimeSpan took)
    {
        writeSize.Record(count);
        writeDuration.Record(took.TotalSeconds);
    }

    // Written out, so that no text is made for each run.
    internal static string OutcomeOf(RunState state) => state switch
    {
        RunState.Succeeded => "succeeded",
        RunState.Failed => "failed",
        RunState.TimedOut => "timedOut",
        RunState.Cancelled => "cancelled",
        RunState.Skipped => "skipped",
        RunState.Missed => "missed",
        RunState.DeadLettered => "deadLettered",
        _ => "retrying",
    };

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    private static InstrumentAdvice<double> Buckets(double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}

using System.Diagnostics;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Telemetry;

/// <summary>The spans of one attempt of a run: from when it was due, its wait, and what was performed. Nothing of what users write is in them.</summary>
internal sealed class RunTrace : IDisposable
{
    private readonly Activity run;
    private readonly Activity? attempt;

    private RunTrace(Activity run, Activity? attempt)
    {
        this.run = run;
        this.attempt = attempt;
    }

    /// <summary>Begins them, and makes the attempt what other spans and calls of this flow are part of; null when nobody receives them.</summary>
    public static RunTrace? Begin(ClaimedRun run)
    {
        if (!Traces.AreSent)
            return null;
        var (context, origin) = (run.Context, Traces.Read(run.Trace?.TraceParent));
        var parent = run.Trace is { GoesOn: true } && origin is { } goesOn ? goesOn : default;
        ActivityLink[] links = parent == default && origin is { } other ? [new(other)] : [];
        var started = run.StartedAt ?? context.DueAt;
        var begun = context.Attempt == 1 && context.DueAt < started ? context.DueAt : started;

        // Whatever happens to be current here is no part of it.
        Activity.Current = null;
        if (Traces.Source.StartActivity($"run {run.Type}", ActivityKind.Consumer, parent, TagsOf(run), links, begun) is not { } whole)
            return null;
        if (begun < started)
            Traces.Source.StartActivity("wait", ActivityKind.Internal, whole.Context, startTime: begun)?.SetEndTime(started.UtcDateTime).Dispose();
        return new(whole, Traces.Source.StartActivity("attempt", ActivityKind.Internal, whole.Context, startTime: started));
    }

    /// <summary>Ends them with what became of the attempt; what follows from it goes on with the trace.</summary>
    public FinishedRun Ended(FinishedRun finished)
    {
        var outcome = SchedulerMeter.OutcomeOf(finished.State);
        var failed = finished.AttemptState is RunState.Failed or RunState.TimedOut;
        foreach (var span in new[] { attempt, run }.OfType<Activity>())
        {
            span.SetTag("taskscheduler.run.outcome", outcome);
            if (failed)
                span.SetStatus(ActivityStatusCode.Error);
            span.SetEndTime(finished.EndedAt.UtcDateTime);
        }

        return finished with { TraceParent = run.Id };
    }

    public void Dispose()
    {
        attempt?.Dispose();
        run.Dispose();
    }

    private static KeyValuePair<string, object?>[] TagsOf(ClaimedRun run) =>
    [
        new("taskscheduler.task.id", run.Context.TaskId.ToString()),
        new("taskscheduler.task.type", run.Type),
        new("taskscheduler.run.id", run.Context.RunId.ToString()),
        new("taskscheduler.run.attempt", run.Context.Attempt),
        new("taskscheduler.run.trigger", run.Trigger.ToString()),
    ];
}

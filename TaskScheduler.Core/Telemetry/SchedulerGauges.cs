using System.Diagnostics.Metrics;
using TaskScheduler.Core.Health;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Limits;

namespace TaskScheduler.Core.Telemetry;

/// <summary>How things stand at the moment somebody reads the metrics; all of it is in memory.</summary>
public sealed class SchedulerGauges
{
    public SchedulerGauges(SchedulerMeter meter, RunQueue queue, HeldRuns held, RunningRuns running, FactBoard facts, HealthBoard health)
    {
        var scheduler = meter.Meter;
        Gauge(scheduler, "taskscheduler.queue.length", "{run}", "Runs in the queue.", () => queue.Count);
        Gauge(scheduler, "taskscheduler.runs.held", "{run}", "Runs that a limit, or another run of their task, keeps from starting.", () => held.Count);
        Gauge(scheduler, "taskscheduler.runs.running", "{run}", "Runs being executed.", () => running.Count);
        Gauge(scheduler, "taskscheduler.dead_letters", "{run}", "Runs whose retries are used up, waiting for somebody.", () => facts.Latest?.Ledger.DeadLetters ?? 0);
        Gauge(scheduler, "taskscheduler.messages.waiting", "{message}", "Messages that are not sent yet.", () => facts.Latest?.Ledger.MessagesWaiting ?? 0);
        Gauge(scheduler, "taskscheduler.tasks.due", "{task}", "Tasks that are due within the next five minutes.", () => facts.Latest?.Ledger.DueSoon ?? 0);
        Gauge(scheduler, "taskscheduler.database.size", "By", "Size of the database with its journal.", () => facts.Latest?.DatabaseBytes ?? 0);
        Gauge(scheduler, "taskscheduler.disk.free", "By", "Free space where the data lies.", () => facts.Latest?.FreeBytes ?? 0);
        scheduler.CreateObservableGauge(
            "taskscheduler.health.status",
            () => health.Report().Entries.Select(entry => new Measurement<long>((long)entry.Status, new KeyValuePair<string, object?>("component", entry.Name))),
            "{status}",
            "How each part of the program is: 0 healthy, 1 degraded, 2 unhealthy.");
    }

    private static void Gauge(Meter meter, string name, string unit, string description, Func<long> look) => meter.CreateObservableGauge(name, look, unit, description);
}

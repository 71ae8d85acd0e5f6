using TaskScheduler.Core.Runs;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Web.Parts.States;

/// <summary>How a state looks. Always all three: nobody has to tell states apart by colour alone.</summary>
/// <param name="Tone">Which colour: <c>quiet, waiting, soon, busy, good, bad</c> or <c>warn</c>; the style sheet knows them.</param>
/// <param name="Icon">Name of a Material icon.</param>
public sealed record StateLook(string Tone, string Icon, string Words)
{
    public static StateLook Of(TaskStatus status) => status switch
    {
        TaskStatus.Pending => new("waiting", "schedule", "Pending"),
        TaskStatus.Queued => new("soon", "hourglass_top", "Queued"),
        TaskStatus.Running => new("busy", "progress_activity", "Running"),
        TaskStatus.Executed => new("good", "task_alt", "Executed"),
        TaskStatus.Inactive => new("quiet", "pause_circle", "Inactive"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status without a look."),
    };

    public static StateLook Of(RunState state) => state switch
    {
        RunState.Queued => new("waiting", "hourglass_top", "Queued"),
        RunState.Running => new("busy", "progress_activity", "Running"),
        RunState.Retrying => new("warn", "autorenew", "Retrying"),
        RunState.Succeeded => new("good", "check_circle", "Succeeded"),
        RunState.Failed => new("bad", "error", "Failed"),
        RunState.TimedOut => new("bad", "timer_off", "Timed out"),
        RunState.Cancelled => new("quiet", "cancel", "Cancelled"),
        RunState.Skipped => new("quiet", "skip_next", "Skipped"),
        RunState.Missed => new("warn", "event_busy", "Missed"),
        RunState.DeadLettered => new("bad", "inbox", "Dead letter"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without a look."),
    };
}

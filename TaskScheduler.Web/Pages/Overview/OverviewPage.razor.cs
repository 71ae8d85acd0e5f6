using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Overview;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Overview;

/// <summary>How things stand, kept up to date by the feed: the first page that somebody looks at, and the one that is left open on a wall.</summary>
public sealed partial class OverviewPage
{
    /// <summary>How often at most it is read anew: under load everything changes all the time.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>How often it is read when nothing happens: minutes pass, and health is no matter of runs alone.</summary>
    private static readonly TimeSpan quietPace = TimeSpan.FromSeconds(10);

    private readonly HashSet<Guid> busy = [];
    private readonly ListReading reading;
    private StandingNow? shown;
    private FeedListener? listener;
    private ITimer? ticking;
    private Notice notice = default!;

    public OverviewPage() =>
        reading = new(StateHasChanged, error => OverviewLog.ReadFailed(Log, error), error => OverviewLog.RefreshFailed(Log, error));

    [Inject]
    private OverviewStore Store { get; set; } = default!;

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private RunControl Control { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<OverviewPage> Log { get; set; } = default!;

    private bool MayWrite => Caller.Actor.May(Rights.Write);

    public void Dispose()
    {
        listener?.Dispose();
        ticking?.Dispose();
        reading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        listener = new FeedListener(Feed, Clock, _ => InvokeAsync(RefreshAsync), Pace);
        ticking = Clock.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, quietPace, quietPace);
        await LoadAsync();
    }

    private Task LoadAsync() => reading.LoadAsync(Store.ReadAsync, overview => shown = overview);

    private Task RefreshAsync() => reading.Failed ? LoadAsync()
        : reading.Loading ? Task.CompletedTask
        : reading.RefreshAsync(async outdated => shown = await Store.ReadAsync(outdated));

    private bool MayRun(FailingTask task) => Caller.Actor.May(Rights.Run, task.Task.OwnerId, task.Task.Tags);

    private Task RetryAsync(FailingTask task) => DoAsync("Retry", task, () => Control.RetryAsync(task.LastRun!.Id, CancellationToken.None));

    private Task RunNowAsync(FailingTask task) => DoAsync("Run now", task, () => Tasks.RunNowAsync(task.TaskId, CancellationToken.None));

    private async Task DoAsync(string action, FailingTask task, Func<Task<Result<Run>>> work)
    {
        if (!busy.Add(task.TaskId))
            return;
        try
        {
            var result = await work();
            if (result.Succeeded)
                notice.Say($"“{task.Title}” is {(action == "Retry" ? "tried again" : "due now")}.", "Watch it", $"executed?run={result.Value.Id}");
            else
                notice.Complain(string.Join(' ', result.Faults.Select(fault => fault.Message)));
        }
        catch (Exception error)
        {
            // The page boundary: what failed is said, and everything else goes on.
            OverviewLog.ActionFailed(Log, error, action, task.TaskId);
            notice.Complain($"“{action}” failed, and nothing was changed. Try again; the reason is in the server's log.");
        }
        finally
        {
            busy.Remove(task.TaskId);
        }
    }
}

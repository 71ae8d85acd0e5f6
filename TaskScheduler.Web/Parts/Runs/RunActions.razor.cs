using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Web.Parts.Runs;

/// <summary>What can be done with a run, for somebody who may.</summary>
public sealed partial class RunActions
{
    private bool busy;

    [Parameter, EditorRequired]
    public RunDetail Detail { get; set; } = default!;

    /// <summary>Offers to run the task whatever became of this run.</summary>
    [Parameter]
    public bool RunNow { get; set; }

    /// <summary>Something was tried: with what went wrong, or null when it was done.</summary>
    [Parameter]
    public EventCallback<string?> Tried { get; set; }

    /// <summary>Another run was made, and is to be shown instead.</summary>
    [Parameter]
    public EventCallback<Guid> RunChosen { get; set; }

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private RunControl Control { get; set; } = default!;

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private ILogger<RunActions> Log { get; set; } = default!;

    private bool MayRun => Caller.Actor.May(Rights.Run, Detail.Task?.OwnerId, Detail.Task?.Tags ?? []);

    private Task CancelAsync() => DoAsync("Cancel run", () => Control.CancelAsync(Detail.Run.Id, CancellationToken.None));

    private Task RetryAsync() => DoAsync("Retry", () => Control.RetryAsync(Detail.Run.Id, CancellationToken.None));

    private Task RunTaskAsync() => DoAsync(RunNow ? "Run now" : "Run again", () => Tasks.RunNowAsync(Detail.Run.TaskId, CancellationToken.None));

    private async Task DoAsync(string action, Func<Task<Result<Run>>> work)
    {
        busy = true;
        var shown = Detail.Run.Id;
        try
        {
            var result = await work();
            if (result.Succeeded && result.Value.Id != shown)
                await RunChosen.InvokeAsync(result.Value.Id);
            await Tried.InvokeAsync(result.Succeeded ? null : string.Join(' ', result.Faults.Select(fault => fault.Message)));
        }
        catch (Exception error)
        {
            RunActionsLog.ActionFailed(Log, error, action, shown);
            await Tried.InvokeAsync($"“{action}” failed, and nothing was changed. Try again; the reason is in the server's log.");
        }
        finally
        {
            busy = false;
        }
    }
}

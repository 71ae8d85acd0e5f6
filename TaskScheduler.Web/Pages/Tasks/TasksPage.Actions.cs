using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Web.Pages.Tasks;

/// <summary>What the visitor does with one task or with many.</summary>
public sealed partial class TasksPage
{
    private async Task DoAsync(TaskAction action, ScheduledTask task)
    {
        if (action == TaskAction.Edit)
            GoTo(address.List with { Edit = task.Id });
        else if (action == TaskAction.Duplicate)
            GoTo(address.List with { Create = true, CopyOf = task.Id });
        else if (busy.Add(task.Id))
        {
            await TryAsync(action, () => ChangeAsync(action, task));
            busy.Remove(task.Id);
        }
    }

    private async Task ChangeAsync(TaskAction action, ScheduledTask task)
    {
        if (action == TaskAction.Delete)
        {
            if (await confirm.AskAsync($"Delete “{task.Title}”?", "This cannot be undone. Its executed runs stay in the history.", "Delete", dangerous: true)
                && Accepted(await Tasks.DeleteAsync(task.Id, CancellationToken.None)))
            {
                notice.Say($"“{task.Title}” was deleted.");
                await ForgetRowsAsync();
            }
        }
        else if (action == TaskAction.RunNow)
        {
            var run = await Tasks.RunNowAsync(task.Id, CancellationToken.None);
            if (Accepted(run))
                notice.Say($"“{task.Title}” is due now.", "Watch it run", $"executed?run={run.Value!.Id}");
        }
        else if (Accepted(await Tasks.SetActiveAsync(task.Id, action == TaskAction.SetActive, CancellationToken.None)))
            notice.Say($"“{task.Title}” is {(action == TaskAction.SetActive ? "active" : "inactive")} now.");
    }

    private async Task DoForSelectionAsync(TaskAction action)
    {
        var count = selection.Count(shown.Total);
        var filter = selection.ToFilter(Query.Filter);
        if (action == TaskAction.Spread)
        {
            await spread.AskAsync(filter, count);
            return;
        }
        if (!await confirm.AskAsync(action.Question(count), action.Consequence, action.Words, dangerous: action == TaskAction.Delete))
            return;

        await TryAsync(action, async () =>
        {
            var done = action == TaskAction.Delete ? await Tasks.DeleteAsync(filter, CancellationToken.None)
                : action == TaskAction.RunNow ? await Tasks.RunNowAsync(filter, CancellationToken.None)
                : await Tasks.SetActiveAsync(filter, action == TaskAction.SetActive, CancellationToken.None);
            selection.Clear();
            notice.Say(action.Done(done));
            await ForgetRowsAsync();
        });
    }

    private Task AfterSpreadAsync(string words)
    {
        selection.Clear();
        notice.Say(words);
        return ForgetRowsAsync();
    }

    // What the visitor does is not held back; the focus, whose row may be gone, goes to the list.
    private async Task ForgetRowsAsync()
    {
        await LoadAsync();
        if (shown.Rows.Count > 0)
            await list.FocusAsync(preventScroll: true);
    }

    private bool Accepted<T>(Result<T> result)
    {
        if (!result.Succeeded)
            notice.Complain(string.Join(' ', result.Faults.Select(fault => fault.Message)));
        return result.Succeeded;
    }

    private async Task TryAsync(TaskAction action, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            TasksLog.ActionFailed(Log, error, action.Words);
            notice.Complain($"“{action.Words}” failed, and nothing was changed. Try again; the reason is in the server's log.");
        }
    }

    private void AfterSave(TaskView saved)
    {
        var created = address.Create;
        GoTo(address.List);
        notice.Say(created ? $"“{saved.Task.Title}” was created." : $"“{saved.Task.Title}” was saved.");
    }
}

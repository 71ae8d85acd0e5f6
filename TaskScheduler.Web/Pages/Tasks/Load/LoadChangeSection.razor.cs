using System.Text.Json;
using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Forecasting.WhatIf;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Tasks.Editing;
using TaskScheduler.Web.Parts;

namespace TaskScheduler.Web.Pages.Tasks.Load;

/// <summary>
/// Says, while a task is written, what saving it would do to the load of the next hours. It says nothing while the form is not
/// valid, and whatever happens to it happens to nothing else of the dialog.
/// </summary>
public sealed partial class LoadChangeSection : IDisposable
{
    /// <summary>How long the form has to be left alone before it is asked about.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private const int MostSlots = 2;

    private CancellationTokenSource outdated = new();
    private string? asked;
    private WhatIfAnswer? answer;
    private LoadChangeWords? words;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private IReadOnlyList<FreeSlot> slots = [];
    private ElementReference heading;

    [Parameter, EditorRequired]
    public TaskEdit Edit { get; set; } = default!;

    /// <summary>Null for a new task.</summary>
    [Parameter]
    public Guid? TaskId { get; set; }

    /// <summary>The schedule was set to a time with room.</summary>
    [Parameter]
    public EventCallback Moved { get; set; }

    [Inject]
    private WhatIfForecast WhatIf { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<LoadChangeSection> Log { get; set; } = default!;

    public void Dispose()
    {
        outdated.Cancel();
        outdated.Dispose();
    }

    protected override Task OnParametersSetAsync()
    {
        var faults = new List<Fault>();
        var draft = Edit.ToDraft(faults);
        var written = JsonSerializer.Serialize(draft);
        if (written == asked)
            return Task.CompletedTask;
        asked = written;
        return AskAsync(faults.Count == 0 ? draft : null);
    }

    private async Task AskAsync(TaskDraft? draft)
    {
        await outdated.CancelAsync();
        outdated.Dispose();
        outdated = new();
        var mine = outdated.Token;
        try
        {
            await Task.Delay(Pause, Clock, mine);
            // Away from the form: adding up the load of many tasks takes a moment, and whoever types waits for nothing.
            var found = draft is null ? null : await Task.Run(() => WhatIf.AskWhileWritingAsync(draft, TaskId, mine), mine);
            if (!mine.IsCancellationRequested)
                Show(found?.Value);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // Something else was written meanwhile, or the dialog was left.
        }
        catch (Exception error)
        {
            LoadChangeLog.AskFailed(Log, error);
            Show(null);
        }
    }

    private void Show(WhatIfAnswer? found)
    {
        answer = found;
        zone = Edit.Schedule.FoundZone ?? Time.LocalTimeZone;
        words = found is null ? null : new(found, zone);
        slots = found is { Fits: false } ? [.. found.FreeSlots.Take(MostSlots)] : [];
        StateHasChanged();
    }

    private async Task TakeAsync(FreeSlot slot)
    {
        // The button goes away with what it did; the focus stays where it was said.
        await heading.FocusAsync(preventScroll: true);
        Edit.Schedule.Choose(slot.Schedule, Time.LocalTimeZone);
        await Moved.InvokeAsync();
    }
}

using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Web.Parts.Fields;
using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Web.Parts.Bulk;

/// <summary>Asks how something shall be done with many runs, has it done, and says what came of it.</summary>
public sealed partial class BulkDialog : IDisposable
{
    private readonly FaultList faults = new();
    private RunActionLook look = RunActionLook.Of(RunAction.Cancel);
    private RunOrders? asked;
    private CancellationTokenSource? working;
    private int count;
    private int? perMinute;
    private string? reason;

    /// <summary>Is told in words what was done.</summary>
    [Parameter]
    public EventCallback<string> Done { get; set; }

    [Inject]
    private RunBulk Runs { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private ILogger<BulkDialog> Log { get; set; } = default!;

    private string? Duration => perMinute is > 0 and var rate
        ? $"The last of them starts {(count <= rate ? "within a minute" : $"in about {TimeWords.Length((long)count * 60_000 / rate)}")}."
        : null;

    public void Dispose() => working?.Cancel();

    /// <param name="number">How many runs they are, as far as is known.</param>
    public void Ask(RunAction action, RunQuery runs, int number)
    {
        (asked, look, count) = (new(action, runs), RunActionLook.Of(action), number);
        (perMinute, reason) = (RunOrders.DefaultPerMinute, null);
        faults.Replace([]);
        StateHasChanged();
    }

    private async Task DoAsync()
    {
        if (working is not null || asked is not { } orders)
            return;
        using var stop = working = new CancellationTokenSource();
        try
        {
            var result = await Runs.DoAsync(orders with { PerMinute = perMinute ?? 0, Reason = reason }, stop.Token);
            faults.Replace(result.Faults);
            if (result.Succeeded)
                await EndAsync(Words(orders.Action, result.Value));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await EndAsync("It was stopped. What had been done by then stays done.");
        }
        catch (Exception error)
        {
            BulkLog.ActionFailed(Log, error, look.Words);
            faults.Replace([new("", $"“{look.Words}” failed; what had been done by then stays done. Try again; the reason is in the server's log.")]);
        }
        finally
        {
            working = null;
        }
    }

    private async Task CloseAsync()
    {
        if (working is not null)
            await working.CancelAsync();
        else
            asked = null;
    }

    private async Task EndAsync(string words)
    {
        asked = null;
        await Done.InvokeAsync(words);
    }

    private string Words(RunAction action, BulkOutcome outcome)
    {
        var done = $"{RunActionLook.Runs(outcome.Done)} {RunActionLook.Of(action).Done}.";
        if (outcome.LastStartsAt is { } last && outcome.Done > 1)
            done += $" The last starts at {TimeWords.Clock(last, Time.GetUtcNow(), Time.LocalTimeZone)}.";
        var left = outcome.Refused.Values.Sum();
        return left == 0 ? done : $"{done} {RunActionLook.Runs(left)} left: {string.Join(' ', outcome.Refused.Keys)}";
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Forecasting.Spreading;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Parts.Fields;

namespace TaskScheduler.Web.Parts.Spread;

/// <summary>Shows how a selection of tasks would be moved off times that are too full, and moves them once somebody says so.</summary>
public sealed partial class SpreadDialog : IDisposable
{
    private const int UsualMinutes = 15;

    private readonly FaultList faults = new();
    private SpreadRequest? asked;
    private SpreadPlan? plan;
    private CancellationTokenSource outdated = new();
    private int number;
    private int? minutes;
    private bool earlier;
    private bool planning;
    private bool applying;

    /// <summary>Is told in words what was done.</summary>
    [Parameter]
    public EventCallback<string> Done { get; set; }

    [Inject]
    private LoadSpreader Spreader { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private ILogger<SpreadDialog> Log { get; set; } = default!;

    private string Heading => asked?.At is { } at ? $"Spread the tasks of {ForecastWords.Clock(at, Time.LocalTimeZone)}" : $"Spread {Tasks(number)}";

    public void Dispose()
    {
        outdated.Cancel();
        outdated.Dispose();
    }

    /// <param name="count">How many tasks they are, as far as is known.</param>
    /// <param name="at">The time they are to be moved off; null means for each the time at which it is due next.</param>
    public Task AskAsync(TaskFilter filter, int count, DateTimeOffset? at = null)
    {
        (asked, number, minutes, earlier) = (new(filter, TimeSpan.Zero) { At = at }, count, UsualMinutes, false);
        return PlanAsync();
    }

    private async Task PlanAsync()
    {
        if (asked is not { } request)
            return;
        await outdated.CancelAsync();
        outdated.Dispose();
        outdated = new();
        var mine = outdated.Token;
        (planning, plan) = (true, null);
        faults.Replace([]);
        StateHasChanged();
        try
        {
            // Away from what else the visitor does: adding up the load of many tasks takes a moment.
            var found = await Task.Run(() => Spreader.PlanAsync(request with { Within = TimeSpan.FromMinutes(minutes ?? 0), Earlier = earlier }, mine), mine);
            if (mine.IsCancellationRequested)
                return;
            plan = found.Value;
            faults.Replace(found.Faults);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            SpreadLog.PlanFailed(Log, error);
            faults.Replace([new("", "It could not be worked out. Try again; the reason is in the server's log.")]);
        }
        planning = false;
        StateHasChanged();
    }

    private async Task ApplyAsync()
    {
        if (applying || planning || plan is not { Moves.Count: > 0 } shown)
            return;
        applying = true;
        try
        {
            var result = await Spreader.ApplyAsync([.. shown.Moves.Select(SpreadStep.Of)], CancellationToken.None);
            faults.Replace(result.Refusal == Refusal.Conflict ? [new("", Conflict(shown, result.Faults))] : result.Faults);
            if (!result.Succeeded)
                return;
            asked = null;
            await Done.InvokeAsync($"{Tasks(result.Value)} moved.");
        }
        catch (Exception error)
        {
            SpreadLog.ApplyFailed(Log, error);
            faults.Replace([new("", "The tasks could not be moved, and nothing was changed. Try again; the reason is in the server's log.")]);
        }
        finally
        {
            applying = false;
        }
    }

    // A fault of a move is named by its place in the plan: moves[3].version.
    private static string Conflict(SpreadPlan plan, IReadOnlyList<Fault> faults)
    {
        var titles = faults.Select(fault => fault.Field.Split('[', ']') is [_, var place, ..] && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var move) && move < plan.Moves.Count ? plan.Moves[move].Title : null)
            .OfType<string>().Distinct(StringComparer.Ordinal).Take(3).Select(title => $"“{title}”").ToList();
        var who = titles.Count == 0 ? "Some of these tasks" : string.Join(", ", titles);
        return $"{who} changed meanwhile, so nothing was moved. Work it out again to see what is left to move.";
    }

    private void Close() => asked = null;

    private static string Tasks(int count) => count == 1 ? "1 task" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} tasks");
}

using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Pages.Runs.Viewing;
using TaskScheduler.Web.Parts;
using TaskScheduler.Web.Parts.Lists;
using TaskScheduler.Web.Parts.Texts;

namespace TaskScheduler.Web.Pages.Runs;

/// <summary>All that is known of one run, with what it puts out as it comes.</summary>
public sealed partial class RunPage : IDisposable
{
    private RunDetail? detail;
    private OutputViewer? viewer;
    private FeedListener? listener;
    private string? problem;
    private Guid shown;
    private int? chosen;
    private bool notFound;
    private bool failed;

    [Parameter]
    public Guid RunId { get; set; }

    [Inject]
    private RunStore Runs { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<RunPage> Log { get; set; } = default!;

    private string Title => detail is null ? "Run" : UnseenText.Shown(detail.Run.Title);

    /// <summary>The attempt whose output is shown: the latest, until somebody chooses another.</summary>
    private int Attempt => chosen ?? detail!.Run.LatestAttempt;

    public void Dispose() => listener?.Dispose();

    protected override void OnInitialized() => listener = new FeedListener(Feed, Clock, batch =>
        batch.Reset || batch.Runs.Contains(RunId) ? InvokeAsync(ReloadAsync) : Task.CompletedTask);

    protected override Task OnParametersSetAsync()
    {
        if (RunId == shown)
            return Task.CompletedTask;
        (shown, detail, chosen, problem) = (RunId, null, null, null);
        return ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var asked = RunId;
        try
        {
            var found = await Runs.FindAsync(asked, CancellationToken.None);
            if (asked != RunId)
                return;
            (detail, notFound, failed) = (found, found is null, false);
            StateHasChanged();
            // The last of an output comes with the outcome.
            if (viewer is not null && found is not null)
                await viewer.RefreshAsync();
        }
        catch (Exception error)
        {
            RunPageLog.RunFailed(Log, error, asked);
            failed = true;
        }

        StateHasChanged();
    }

    private Task TriedAsync(string? fault)
    {
        problem = fault;
        return ReloadAsync();
    }

    private void Choose(int attempt) => chosen = attempt == detail!.Run.LatestAttempt ? null : attempt;
}

using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs.Comparison;

namespace TaskScheduler.Web.Pages.Runs.Comparison;

/// <summary>
/// In what a run that did not succeed differs from the last one of its task that did. Shows nothing for a run that succeeded, or goes on;
/// whoever shows a run that changes gives it a key of id, state and attempt.
/// </summary>
public sealed partial class RunComparison
{
    private Result<RunDifference>? answer;
    private bool failed;

    [Parameter, EditorRequired]
    public Guid RunId { get; set; }

    /// <summary>Where a run is shown.</summary>
    [Parameter]
    public Func<Guid, string> AddressOf { get; set; } = run => $"executed?run={run}";

    [Inject]
    private RunComparer Comparer { get; set; } = default!;

    [Inject]
    private ILogger<RunComparison> Log { get; set; } = default!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            answer = await Comparer.CompareAsync(RunId, CancellationToken.None);
        }
        catch (Exception error)
        {
            ComparisonLog.ComparisonFailed(Log, error, RunId);
            failed = true;
        }
    }
}

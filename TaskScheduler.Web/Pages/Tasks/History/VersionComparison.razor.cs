using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Web.Pages.Tasks.History;

/// <summary>Two chosen versions beside each other, field by field.</summary>
public sealed partial class VersionComparison
{
    private IReadOnlyList<FieldChange>? changes;
    private (int? First, int? Second) compared;
    private bool failed;

    [Parameter, EditorRequired]
    public Guid TaskId { get; set; }

    [Parameter]
    public int? First { get; set; }

    [Parameter]
    public int? Second { get; set; }

    /// <summary>Those to choose from, newest first.</summary>
    [Parameter]
    public IReadOnlyList<int> Numbers { get; set; } = [];

    [Parameter]
    public EventCallback<(int? First, int? Second)> Chosen { get; set; }

    [Inject]
    private TaskHistory History { get; set; } = default!;

    [Inject]
    private ILogger<VersionComparison> Log { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        var pair = (First, Second);
        if (pair == compared)
            return;
        try
        {
            changes = pair is { First: { } from, Second: { } to } ? await History.DifferenceAsync(TaskId, from, to, CancellationToken.None) : null;
            failed = false;
        }
        catch (Exception error)
        {
            HistoryLog.CompareFailed(Log, error, TaskId);
            failed = true;
        }

        compared = pair;
    }
}

using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Parts.Progress;

/// <summary>Long work, live: how far it is, how it ended, and a way to stop it.</summary>
public sealed partial class WorkStrip
{
    private IReadOnlyList<WorkView> shown = [];
    private ChangeListener? listener;

    /// <summary>Only work of this kind; null shows all.</summary>
    [Parameter]
    public WorkKind? Kind { get; set; }

    /// <summary>Whether work that has ended is shown.</summary>
    [Parameter]
    public bool Ended { get; set; }

    /// <summary>What is said when there is none.</summary>
    [Parameter]
    public string? Empty { get; set; }

    [Parameter]
    public string Label { get; set; } = "Long work";

    /// <summary>Is called after work of this kind has ended.</summary>
    [Parameter]
    public EventCallback WorkEnded { get; set; }

    [Inject]
    private WorkStore Works { get; set; } = default!;

    [Inject]
    private WorkBoard Board { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose() => listener?.Dispose();

    protected override void OnInitialized()
    {
        Look();
        listener = new ChangeListener(Board.Listen, Clock, () => InvokeAsync(RefreshAsync));
    }

    private void Look() => shown = [.. Works.List().Where(work => (Kind is null || work.Kind == Kind) && (Ended || work.EndedAt is null))];

    private async Task RefreshAsync()
    {
        var going = shown.Where(work => work.EndedAt is null).Select(work => work.Id).ToList();
        Look();
        StateHasChanged();
        if (going.Exists(id => shown.All(work => work.Id != id || work.EndedAt is not null)))
            await WorkEnded.InvokeAsync();
    }
}

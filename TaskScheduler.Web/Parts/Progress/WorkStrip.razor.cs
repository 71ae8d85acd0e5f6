using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Parts.Progress;

/// <summary>Long work, live: how far it is, how it ended, and a way to stop it.</summary>
public sealed partial class WorkStrip
{
    private IReadOnlyList<WorkView> shown = [];
    private HashSet<Guid> ended = [];
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

    private void Look()
    {
        var works = Works.List().Where(work => Kind is null || work.Kind == Kind).ToList();
        shown = [.. works.Where(work => Ended || work.EndedAt is null)];
        ended = [.. works.Where(work => work.EndedAt is not null).Select(work => work.Id)];
    }

    // Short work is over before it has ever been shown.
    private async Task RefreshAsync()
    {
        var before = ended;
        Look();
        StateHasChanged();
        if (!ended.IsSubsetOf(before))
            await WorkEnded.InvokeAsync();
    }
}

using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Parts;

namespace TaskScheduler.Web.Pages.Executed.Detail;

/// <summary>All that is known of one run, kept up to date while it is open.</summary>
public sealed partial class RunDrawer
{
    private RunDetail? detail;
    private string? problem;
    private bool notFound;

    [Parameter, EditorRequired]
    public Guid RunId { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    /// <summary>Another run is to be shown instead.</summary>
    [Parameter]
    public EventCallback<Guid> RunChosen { get; set; }

    [Inject]
    private RunStore Runs { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private ILogger<RunDrawer> Log { get; set; } = default!;

    public async Task ReloadAsync()
    {
        try
        {
            detail = await Runs.FindAsync(RunId, CancellationToken.None);
            notFound = detail is null;
        }
        catch (Exception error)
        {
            ExecutedLog.DetailFailed(Log, error, RunId);
            problem = "The run could not be read. Close this and open it again; the reason is in the server's log.";
        }
        StateHasChanged();
    }

    protected override Task OnInitializedAsync() => ReloadAsync();

    private bool MayRun => Caller.Actor.May(Rights.Run, detail?.Task?.OwnerId, detail?.Task?.Tags ?? []);

    private Task TriedAsync(string? fault)
    {
        problem = fault;
        return ReloadAsync();
    }
}

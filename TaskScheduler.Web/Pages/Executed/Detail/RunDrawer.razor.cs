using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Web.Parts;

namespace TaskScheduler.Web.Pages.Executed.Detail;

/// <summary>All that is known of one run, kept up to date while it is open.</summary>
public sealed partial class RunDrawer
{
    // Shown as text, never as markup, so nothing has to be escaped for HTML.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private RunDetail? detail;
    private string? problem;
    private bool notFound;
    private bool busy;

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
    private RunControl Control { get; set; } = default!;

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private TaskTypeCatalog Catalog { get; set; } = default!;

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

    private static string Pretty(string payload)
    {
        try
        {
            return JsonNode.Parse(payload)?.ToJsonString(Indented) ?? payload;
        }
        catch (JsonException)
        {
            return payload;
        }
    }

    private bool MayRun => Caller.Actor.May(Rights.Run, detail?.Task?.OwnerId, detail?.Task?.Tags ?? []);

    private Task CancelAsync() => DoAsync("Cancel run", () => Control.CancelAsync(RunId, CancellationToken.None));

    private Task RetryAsync() => DoAsync("Retry", () => Control.RetryAsync(RunId, CancellationToken.None));

    private Task RunAgainAsync() => DoAsync("Run again", () => Tasks.RunNowAsync(detail!.Run.TaskId, CancellationToken.None));

    private async Task DoAsync(string action, Func<Task<Result<Run>>> work)
    {
        busy = true;
        problem = null;
        try
        {
            var result = await work();
            if (!result.Succeeded)
                problem = string.Join(' ', result.Faults.Select(fault => fault.Message));
            else if (result.Value.Id != RunId)
                await RunChosen.InvokeAsync(result.Value.Id);
            await ReloadAsync();
        }
        catch (Exception error)
        {
            ExecutedLog.ActionFailed(Log, error, action, RunId);
            problem = $"“{action}” failed, and nothing was changed. Try again; the reason is in the server's log.";
        }
        finally
        {
            busy = false;
        }
    }
}

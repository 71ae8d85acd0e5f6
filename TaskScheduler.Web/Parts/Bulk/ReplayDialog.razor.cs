using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Parts.Fields;

namespace TaskScheduler.Web.Parts.Bulk;

/// <summary>Gives one run a further attempt, with another payload if somebody writes one.</summary>
public sealed partial class ReplayDialog
{
    private const string Field = "payload";

    // Shown as text, never as markup, so nothing has to be escaped for HTML.
    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FaultList faults = new();
    private JsonObject? read;
    private string payload = "";
    private bool busy;

    [Parameter, EditorRequired]
    public Run Run { get; set; } = default!;

    [Parameter]
    public EventCallback Closed { get; set; }

    [Parameter]
    public EventCallback Retried { get; set; }

    [Inject]
    private RunStore Runs { get; set; } = default!;

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private RunControl Control { get; set; } = default!;

    [Inject]
    private ILogger<ReplayDialog> Log { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        // A retry takes the task as it is now, unless the run has a payload of its own.
        var detail = await Runs.FindAsync(Run.Id, CancellationToken.None);
        var text = detail?.HasOwnPayload == true ? detail.Payload : (await Tasks.FindAsync(Run.TaskId, CancellationToken.None))?.Task.Payload;
        read = JsonNode.Parse(text ?? "{}") as JsonObject ?? [];
        payload = read.ToJsonString(indented);
    }

    private async Task RetryAsync()
    {
        if (busy || Written() is not { } written)
            return;
        busy = true;
        try
        {
            var result = await Control.RetryAsync(Run.Id, new RetryChange(JsonNode.DeepEquals(written, read) ? null : written), CancellationToken.None);
            faults.Replace(result.Faults.Select(AtPayload));
            if (result.Succeeded)
                await Retried.InvokeAsync();
        }
        catch (Exception error)
        {
            BulkLog.ReplayFailed(Log, error);
            faults.Replace([new("", "The retry failed, and nothing was changed. Try again; the reason is in the server's log.")]);
        }
        finally
        {
            busy = false;
        }
    }

    private JsonObject? Written()
    {
        try
        {
            if (JsonNode.Parse(payload, documentOptions: new() { AllowDuplicateProperties = false }) is JsonObject written)
                return written;
            faults.Replace([new(Field, "Write a JSON object, in braces.")]);
        }
        catch (JsonException error)
        {
            faults.Replace([new(Field, $"This is not valid JSON: {error.Message}")]);
        }

        return null;
    }

    // One text area holds all members, so each fault names its own.
    private static Fault AtPayload(Fault fault) => fault.Field.StartsWith(Field + '.', StringComparison.Ordinal)
        ? new(Field, $"{fault.Field[(Field.Length + 1)..]}: {fault.Message}")
        : fault;
}

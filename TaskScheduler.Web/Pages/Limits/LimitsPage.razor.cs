using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Parts.Fields;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Limits;

/// <summary>The limits of runs, for administrators.</summary>
public sealed partial class LimitsPage
{
    private readonly FaultList faults = new();
    private readonly List<LimitEdit> edits = [];
    private Result<IReadOnlyList<LimitUse>> uses = Result<IReadOnlyList<LimitUse>>.Of([]);
    private IReadOnlyList<string> knownTags = [];
    private FeedListener? listener;
    private Notice notice = default!;
    private bool busy;

    [Inject]
    private LimitStore Limits { get; set; } = default!;

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<LimitsPage> Log { get; set; } = default!;

    public void Dispose() => listener?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        Look();
        edits.AddRange((uses.Value ?? []).Select(use => LimitEdit.Of(use.Limit)));
        listener = new FeedListener(Feed, Clock, _ => InvokeAsync(() =>
        {
            Look();
            StateHasChanged();
        }));
        knownTags = await Tasks.TagsAsync(CancellationToken.None);
    }

    private void Look() => uses = Limits.List();

    private LimitUse? UseOf(LimitEdit edit) => uses.Value?.FirstOrDefault(use => use.Limit.Scope == edit.Scope && use.Limit.Name == edit.Name.Trim());

    private void Add(LimitScope scope) => edits.Add(new() { Scope = scope });

    // Faults name rows by their number, and those below have another one now.
    private void Remove(LimitEdit edit)
    {
        edits.Remove(edit);
        faults.Replace([]);
    }

    private async Task SaveAsync()
    {
        busy = true;
        try
        {
            faults.ForgetFieldsOfBefore();
            var saved = await Limits.ReplaceAsync(edits.ConvertAll(edit => edit.ToLimit()));
            faults.Replace(saved.Faults);
            if (!saved.Succeeded)
                return;
            uses = saved;
            notice.Say("The limits are in force.");
        }
        catch (Exception error)
        {
            LimitsLog.SaveFailed(Log, error);
            faults.Replace([new("", "Saving failed, and nothing was changed. Try again; the reason is in the server's log.")]);
        }
        finally
        {
            busy = false;
        }
    }
}

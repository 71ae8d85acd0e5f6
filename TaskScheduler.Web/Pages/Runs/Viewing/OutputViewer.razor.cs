using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Web.Parts;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Runs.Viewing;

/// <summary>Shows a stretch of an attempt's output and moves it as somebody scrolls, searches, or the attempt goes on.</summary>
public sealed partial class OutputViewer : IAsyncDisposable
{
    /// <summary>Most rows that the browser holds.</summary>
    public const int Window = 400;

    private const int Step = Window / 2;

    private readonly string id = $"output-{Guid.NewGuid():N}";
    private OutputIndex index = default!;
    private FeedListener? listener;
    private BrowserCallback<OutputViewer>? callback;
    private IReadOnlyList<OutputRow> rows = [];
    private string? search;
    private string? scrollTo;
    private int first;
    private int match;
    private bool follow;
    private bool wrap = true;
    private bool read;
    private bool failed;

    [Parameter, EditorRequired]
    public Guid RunId { get; set; }

    [Parameter, EditorRequired]
    public int Attempt { get; set; }

    /// <summary>How many attempts there are to choose from.</summary>
    [Parameter]
    public int Attempts { get; set; } = 1;

    [Parameter]
    public EventCallback<int> AttemptChosen { get; set; }

    /// <summary>The attempt is being performed: more may come.</summary>
    [Parameter]
    public bool Going { get; set; }

    [Inject]
    private OutputStore Outputs { get; set; } = default!;

    [Inject]
    private RunOutputs Live { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private ILogger<OutputViewer> Log { get; set; } = default!;

    private bool AtEnd => first + rows.Count >= index.Rows;

    private int? CurrentRow => search is not null && match < index.Found.Count ? index.Found[match] : null;

    private string Size => !read || index.Rows == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"{index.Lines:N0} {(index.Lines == 1 ? "line" : "lines")}, {Bytes.Words(index.Extent.TotalBytes)}{(index.Extent.CutBytes > 0 ? $"; {Bytes.Words(index.Extent.CutBytes)} cut from the middle" : "")}");

    private string FoundWords => index.Found.Count switch
    {
        0 => "Not found",
        OutputIndex.MostFound => string.Create(CultureInfo.InvariantCulture, $"{match + 1:N0} of the first {OutputIndex.MostFound:N0}"),
        var count => string.Create(CultureInfo.InvariantCulture, $"{match + 1:N0} of {count:N0}"),
    };

    /// <summary>Reads what has come since.</summary>
    public async Task RefreshAsync()
    {
        try
        {
            if (await index.UpdateAsync(CancellationToken.None) || !read)
                await ShowNewAsync();
            (read, failed) = (true, false);
        }
        catch (Exception error)
        {
            RunPageLog.OutputFailed(Log, error, RunId, Attempt);
            failed = true;
        }

        StateHasChanged();
    }

    /// <summary>Called by the browser as somebody scrolls up to what is not there yet.</summary>
    [JSInvokable]
    public Task ShowEarlierAsync() => ShowFromAsync(first - Step);

    /// <summary>The same, down.</summary>
    [JSInvokable]
    public Task ShowLaterAsync() => ShowFromAsync(first + Step);

    /// <summary>Called by the browser as somebody scrolls away from the end, which ends the following, or back to it.</summary>
    [JSInvokable]
    public async Task FollowAsync(bool follows)
    {
        follow = follows && Going;
        if (follow)
            await ShowNewAsync();
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        listener?.Dispose();
        if (callback is not null)
            await callback.DisposeAsync();
        index.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        index = new(Outputs, RunId, Attempt);
        follow = Going;
        listener = new FeedListener(Live.Changes, Clock, batch => batch.Reset || batch.Runs.Contains(RunId) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
        await RefreshAsync();
    }

    protected override void OnParametersSet() => follow &= Going;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (callback is null)
        {
            callback = new(Js, this, "taskScheduler.output.unwatch", id);
            await Js.InvokeVoidAsync("taskScheduler.output.watch", id, callback.Owner);
        }

        if (scrollTo is not { } place)
            return;
        scrollTo = null;
        await Js.InvokeVoidAsync("taskScheduler.output.scroll", id, place);
    }

    private static string Said(bool yes) => yes ? "true" : "false";

    private async Task ShowNewAsync()
    {
        if (follow)
            first = index.Rows - Window;
        else if (rows.Count == Window)
            return;
        await ReadRowsAsync();
    }

    private async Task ShowFromAsync(int row)
    {
        first = row;
        await ReadRowsAsync();
        StateHasChanged();
    }

    private async Task ReadRowsAsync()
    {
        first = Math.Clamp(first, 0, Math.Max(0, index.Rows - Window));
        rows = await index.RowsAsync(first, Window, CancellationToken.None);
    }

    private Task ToStartAsync()
    {
        (follow, scrollTo) = (false, "start");
        return ShowFromAsync(0);
    }

    private Task ToEndAsync()
    {
        (follow, scrollTo) = (Going, "end");
        return ShowFromAsync(index.Rows);
    }

    private async Task SearchAsync(string? text)
    {
        (search, match) = (text, 0);
        if (await index.SearchAsync(text, CancellationToken.None))
            await ShowMatchAsync();
    }

    private Task StepAsync(int step)
    {
        match = (match + step + index.Found.Count) % index.Found.Count;
        return ShowMatchAsync();
    }

    private Task ShowMatchAsync()
    {
        (follow, scrollTo) = (false, "match");
        var row = index.Found[match];
        return row >= first && row < first + rows.Count ? Task.CompletedTask : ShowFromAsync(row - Step);
    }

    private Task ChooseAttemptAsync(ChangeEventArgs choice) =>
        AttemptChosen.InvokeAsync(int.Parse((string)choice.Value!, CultureInfo.InvariantCulture));
}

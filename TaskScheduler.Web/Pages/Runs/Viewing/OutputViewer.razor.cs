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
    private int reading;
    private bool follow;
    private bool went;
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
    public Task RefreshAsync() => TryAsync(async () =>
    {
        if (await index.UpdateAsync(CancellationToken.None) || !read || failed)
            await ShowNewAsync();
        (read, failed) = (true, false);
    });

    /// <summary>Called by the browser as somebody scrolls up to what is not there yet.</summary>
    [JSInvokable]
    public Task ShowEarlierAsync() => ShowFromAsync(first - Step);

    /// <summary>The same, down.</summary>
    [JSInvokable]
    public Task ShowLaterAsync() => ShowFromAsync(first + Step);

    /// <summary>Called by the browser as somebody scrolls away from the end, which ends the following, or back to it.</summary>
    [JSInvokable]
    public Task FollowAsync(bool follows)
    {
        follow = follows && Going;
        // What is being read for one who followed until now is not shown any more.
        reading++;
        return TryAsync(() => follow ? ShowNewAsync() : Task.CompletedTask);
    }

    public async ValueTask DisposeAsync()
    {
        listener?.Dispose();
        if (callback is not null)
            await callback.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        index = new(Outputs, RunId, Attempt);
        // Parameters count as set only once all of this is done.
        follow = went = Going;
        listener = new FeedListener(Live.Changes, Clock, batch => batch.Reset || batch.Runs.Contains(RunId) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
        await RefreshAsync();
    }

    // One that ends is followed to its end, which comes with the outcome.
    protected override void OnParametersSet()
    {
        follow |= Going && !went;
        went = Going;
    }

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

    private Task ShowNewAsync() =>
        follow ? ReadRowsAsync(index.Rows - Window) : rows.Count < Window ? ReadRowsAsync(first) : Task.CompletedTask;

    private Task ShowFromAsync(int row) => TryAsync(() => ReadRowsAsync(row));

    private async Task ReadRowsAsync(int row)
    {
        var (from, asked) = (Math.Clamp(row, 0, Math.Max(0, index.Rows - Window)), ++reading);
        var found = await index.RowsAsync(from, Window, CancellationToken.None);
        if (asked == reading)
            (first, rows) = (from, found);
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            RunPageLog.OutputFailed(Log, error, RunId, Attempt);
            failed = true;
        }

        StateHasChanged();
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

    private Task SearchAsync(string? text) => TryAsync(async () =>
    {
        (search, match) = (text, 0);
        if (await index.SearchAsync(text, CancellationToken.None))
            await ShowMatchAsync();
    });

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

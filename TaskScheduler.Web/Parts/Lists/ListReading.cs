namespace TaskScheduler.Web.Parts.Lists;

/// <summary>How a page reads its list: what is read last is shown, whichever comes back first, and a failure is kept until a reading succeeds.</summary>
/// <param name="changed">Draws the page again.</param>
/// <param name="loadFailed">Is told why the page has no list to show.</param>
/// <param name="refreshFailed">Is told why the page goes on with what it shows.</param>
public sealed class ListReading(Action changed, Action<Exception> loadFailed, Action<Exception> refreshFailed) : IDisposable
{
    private CancellationTokenSource reading = new();

    /// <summary>True from the beginning, because a page reads its list first of all.</summary>
    public bool Loading { get; private set; } = true;

    public bool Failed { get; private set; }

    public void Dispose()
    {
        reading.Cancel();
        reading.Dispose();
    }

    /// <summary>Reads the list anew, and shows it unless another reading began meanwhile.</summary>
    public async Task LoadAsync<T>(Func<CancellationToken, Task<T>> read, Action<T> show)
    {
        await reading.CancelAsync();
        reading.Dispose();
        reading = new CancellationTokenSource();
        var outdated = reading.Token;
        Loading = true;
        changed();
        try
        {
            var list = await read(outdated);
            outdated.ThrowIfCancellationRequested();
            show(list);
            Failed = false;
        }
        catch (OperationCanceledException) when (outdated.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            loadFailed(error);
            Failed = true;
        }

        Loading = false;
        changed();
    }

    /// <summary>Brings what is shown up to date; it gives way to a reading that begins meanwhile.</summary>
    public async Task RefreshAsync(Func<CancellationToken, Task> refresh)
    {
        try
        {
            await refresh(reading.Token);
            changed();
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left, or is being read anew.
        }
        catch (Exception error)
        {
            refreshFailed(error);
        }
    }
}

using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Runs.Outputs;

/// <summary>
/// Takes what one attempt puts out: full parts are written at once and a part that fills slowly every second; what is left at the
/// end goes with the outcome. An attempt that puts nothing out costs nothing but this object.
/// </summary>
public sealed class AttemptOutput : IRunOutput
{
    /// <summary>How long text waits for more before it is written.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ClaimedRun run;
    private readonly RunOutputs outputs;
    private SemaphoreSlim? turn;
    private OutputTape? tape;
    private ITimer? timer;
    private bool waits;
    private bool refused;
    private int closed;

    internal AttemptOutput(ClaimedRun run, RunOutputs outputs)
    {
        this.run = run;
        this.outputs = outputs;
    }

    /// <summary>Text that comes after the end of the attempt, or after it has lost its run, is dropped.</summary>
    public async ValueTask WriteAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length == 0)
            return;
        var mine = LazyInitializer.EnsureInitialized(ref turn, () => new SemaphoreSlim(1));
        await mine.WaitAsync(cancellationToken);
        try
        {
            tape ??= outputs.NewTape();
            for (var at = 0; at < text.Length && !refused && closed == 0; at += tape.Take(text.AsSpan(at)))
                if (tape.IsFull)
                    await StoreAsync(tape, cancellationToken);
            StoreLater(tape);
        }
        finally
        {
            mine.Release();
        }
    }

    /// <summary>Ends the taking; returns what has to be written with the outcome, null when nothing.</summary>
    internal ValueTask<OutputChange?> CloseAsync()
    {
        Interlocked.Exchange(ref closed, 1);
        return Volatile.Read(ref turn) is { } mine ? new(CloseAsync(mine)) : default;
    }

    private async Task<OutputChange?> CloseAsync(SemaphoreSlim mine)
    {
        await mine.WaitAsync();
        try
        {
            timer?.Dispose();
            tape?.Finish();
            return tape is { HasUnwritten: true } && !refused ? tape.Change(run) : null;
        }
        finally
        {
            mine.Release();
        }
    }

    private async Task StoreAsync(OutputTape full, CancellationToken cancellationToken)
    {
        if (full.HasUnwritten)
            refused = !await outputs.StoreAsync(full.Change(run), cancellationToken);
        full.Written();
    }

    private void StoreLater(OutputTape filling)
    {
        if (waits || refused || closed == 1 || !filling.HasUnwritten)
            return;
        waits = true;
        timer ??= outputs.Time.CreateTimer(_ => _ = StoreOnTimeAsync(filling), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    private async Task StoreOnTimeAsync(OutputTape filling)
    {
        await turn!.WaitAsync();
        try
        {
            waits = false;
            if (closed == 0 && filling.HasUnwritten && await outputs.TryStoreAsync(filling.Change(run)) is { } held)
            {
                refused = !held;
                filling.Written();
            }

            StoreLater(filling);
        }
        finally
        {
            turn.Release();
        }
    }
}

namespace TaskScheduler.Core.Maintenance.Progress;

/// <summary>What kind of long work it is. Pages know it by this.</summary>
public enum WorkKind
{
    Retention,
    Backup,
    Import,
    Replay,
}

/// <summary>How far a piece of work is.</summary>
public enum WorkState
{
    Going,
    Done,
    Stopped,
    Failed,
}

/// <summary>Long work as people see it.</summary>
/// <param name="Title">What is done, as "Making a backup".</param>
/// <param name="Step">What of it is done at this moment; null when it has no parts.</param>
/// <param name="Done">How much is done, in <paramref name="Unit"/>.</param>
/// <param name="Total">How much there is to do; null when nobody knows.</param>
/// <param name="Unit">Of what, in the plural, as "runs"; "bytes" for sizes.</param>
/// <param name="EndedAt">Null while it goes on.</param>
/// <param name="Result">What came of it, or why it failed, as a sentence; null while it goes on.</param>
public sealed record WorkView(
    Guid Id, WorkKind Kind, WorkState State, string Title, string? Step, long Done, long? Total, string Unit, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Result, bool MayStop);

/// <summary>One piece of long work while it goes on. Whoever does it says how far it is; disposing it without a result says that it failed.</summary>
public sealed class Work : IDisposable
{
    private readonly WorkBoard board;
    private readonly CancellationTokenSource stop = new();

    internal Work(WorkBoard board, WorkView first, Guid? startedBy)
    {
        this.board = board;
        (View, StartedBy, Stop) = (first, startedBy, stop.Token);
    }

    public Guid Id => View.Id;

    /// <summary>Cancelled when somebody stops it.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Which account started it; null when the program did.</summary>
    public Guid? StartedBy { get; }

    internal WorkView View { get; private set; }

    /// <summary>Says how far it is.</summary>
    public void Report(long done, long? total = null, string? step = null, string? unit = null) =>
        Show(View with { Done = done, Total = total ?? View.Total, Step = step ?? View.Step, Unit = unit ?? View.Unit });

    /// <summary>Begins the next part of it.</summary>
    public void Begin(string step, long? total, string unit) => Show(View with { Step = step, Done = 0, Total = total, Unit = unit });

    public void Finish(string result) => End(WorkState.Done, result);

    public void Fail(string why) => End(WorkState.Failed, why);

    /// <summary>It was stopped, and what it did so far stays.</summary>
    public void HasStopped(string result) => End(WorkState.Stopped, result);

    public void Dispose()
    {
        if (View.EndedAt is null)
            Fail("It ended with an error; the reason is in the server's log.");
        lock (stop)
            stop.Dispose();
    }

    internal bool AskToStop()
    {
        lock (stop)
        {
            if (!View.MayStop)
                return false;
            Show(View with { MayStop = false });
            stop.Cancel();
            return true;
        }
    }

    private void End(WorkState state, string result) => Show(View with { State = state, Result = result, EndedAt = board.Now, MayStop = false });

    private void Show(WorkView view)
    {
        View = view;
        board.Changed(this);
    }
}

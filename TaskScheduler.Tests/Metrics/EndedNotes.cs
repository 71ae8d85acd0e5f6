using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Tests.Metrics;

/// <summary>Notes ended runs as if they had happened.</summary>
internal static class EndedNotes
{
    public static Task NoteAsync(IWriteGate gate, params EndedFigures[] ended) => gate.WriteAsync(session =>
    {
        EndedJournal.Note(session, ended);
        return Task.FromResult(true);
    });

    /// <param name="elapsed">In ms.</param>
    public static EndedFigures Of(Guid task, DateTimeOffset at, int elapsed = 20, RunState state = RunState.Succeeded, string type = "scripted") =>
        new(task, type, state, at.AddMilliseconds(-elapsed - 3), at.AddMilliseconds(-elapsed), at);
}

using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance.Retention.Chores;

/// <summary>Something that is past its time.</summary>
/// <param name="Id">Its id; of a version that of its task. Empty when its number is all.</param>
/// <param name="Number">Of a run when it ended, of a version its version, else the number it is found by.</param>
public readonly record struct Doomed(RetentionKind Kind, Guid Id, long Number);

/// <summary>Finds one sort of what is past its time, and deletes it.</summary>
internal interface IRetentionChore
{
    /// <summary>Looks for it, a page at a time; pages may be empty, so that whoever asks can rest in between.</summary>
    IAsyncEnumerable<IReadOnlyList<Doomed>> FindAsync(RetentionRules rules, CancellationToken cancellationToken);

    /// <summary>Deletes those that are still to go, with all that belongs to them; returns how many.</summary>
    /// <param name="doomed">All of one kind.</param>
    int Delete(WriteSession session, IReadOnlyList<Doomed> doomed);
}

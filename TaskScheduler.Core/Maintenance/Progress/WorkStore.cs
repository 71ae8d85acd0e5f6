using TaskScheduler.Core.Access;

namespace TaskScheduler.Core.Maintenance.Progress;

/// <summary>Long work as somebody who is signed in sees it.</summary>
public sealed class WorkStore(WorkBoard board, ICaller caller)
{
    /// <summary>What goes on and what has ended lately; administrators see all, others what they started themselves.</summary>
    public IReadOnlyList<WorkView> List() => [.. board.List().Where(view => board.FindWork(view.Id) is { } work && IsTheirs(work))];

    /// <summary>One piece of it.</summary>
    public Result<WorkView> Find(Guid id) => board.FindWork(id) is { } work && IsTheirs(work) ? work.View : NotFound(id);

    /// <summary>Asks it to stop; what it has done stays done.</summary>
    public Result<WorkView> Stop(Guid id)
    {
        if (board.FindWork(id) is not { } work || !IsTheirs(work))
            return NotFound(id);
        return work.AskToStop() ? work.View : Result<WorkView>.Conflict("id", "It has ended, or is of a kind that can't be stopped.");
    }

    private static Result<WorkView> NotFound(Guid id) => Result<WorkView>.NotFound($"There is no work {id}, or it ended too long ago.");

    private bool IsTheirs(Work work) => caller.Actor.May(Rights.Administer) || (work.StartedBy is not null && work.StartedBy == caller.Actor.AccountId);
}

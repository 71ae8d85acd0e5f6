using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Progress;

public sealed class WorkBoardTests
{
    private readonly ManualTime time = new(SchedulerDriver.Noon);
    private readonly WorkBoard board;

    public WorkBoardTests() => board = new(time);

    [Fact]
    public void Whoever_listens_sees_how_far_work_is_and_what_came_of_it()
    {
        var seen = new List<WorkView>();
        using var listening = board.Listen(() => seen.Add(board.List()[0]));
        using var work = board.Begin(WorkKind.Import, "Importing tasks");

        work.Report(3, 10, "adding", "tasks");
        time.Advance(TimeSpan.FromSeconds(2));
        work.Finish("10 tasks added.");

        Assert.Equal([(0, null), (3, 10), (3, 10)], seen.Select(view => (view.Done, view.Total)));
        Assert.Equal((WorkState.Done, "10 tasks added.", SchedulerDriver.Noon.AddSeconds(2)), (seen[^1].State, seen[^1].Result, seen[^1].EndedAt));
    }

    [Fact]
    public void Work_that_ends_without_a_result_has_failed()
    {
        board.Begin(WorkKind.Import, "Importing tasks").Dispose();

        Assert.Equal(WorkState.Failed, board.List().Single().State);
    }

    [Fact]
    public void What_has_ended_is_remembered_for_a_while_and_what_goes_on_stands_first()
    {
        using var going = board.Begin(WorkKind.Backup, "Making a backup");
        for (var number = 0; number < WorkBoard.Remembered + 5; number++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            using var work = board.Begin(WorkKind.Replay, $"Number {number}");
            work.Finish("Done.");
        }

        Assert.Equal("Making a backup", board.List()[0].Title);
        Assert.Equal($"Number {WorkBoard.Remembered + 4}", board.List()[1].Title);
        Assert.InRange(board.List().Count, WorkBoard.Remembered, WorkBoard.Remembered + 2);
    }

    [Fact]
    public void Work_is_stopped_once_by_whoever_started_it_or_an_administrator()
    {
        var (owner, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        using var work = board.Begin(WorkKind.Replay, "Trying runs again", owner);

        Assert.Equal(Refusal.NotFound, StoreOf(other, Role.Operator).Stop(work.Id).Refusal);
        Assert.Empty(StoreOf(other, Role.Operator).List());
        Assert.Single(StoreOf(other, Role.Administrator).List());
        Assert.False(work.Stop.IsCancellationRequested);
        Assert.True(StoreOf(owner, Role.Operator).Stop(work.Id).Succeeded);
        Assert.True(work.Stop.IsCancellationRequested);
        Assert.Equal(Refusal.Conflict, StoreOf(owner, Role.Operator).Stop(work.Id).Refusal);
    }

    private WorkStore StoreOf(Guid account, Role role) => new(board, new SettableCaller { Actor = new() { AccountId = account, Name = "Kim", Role = role, Rights = Actor.RightsOf(role) } });
}

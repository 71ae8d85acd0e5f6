using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Forecasting.Spreading;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Tasks;

/// <content>Other schedules for many tasks.</content>
public sealed partial class TaskStore
{
    /// <summary>Gives each of these tasks another schedule, as an edit would: all of them in one transaction, or none. Faults are said as <c>moves[index].field</c>.</summary>
    internal Task<Result<int>> RescheduleAsync(IReadOnlyList<SpreadStep> moves, CancellationToken cancellationToken)
    {
        var actor = Actor;
        if (!actor.May(Rights.Write))
            return Task.FromResult(Result<int>.Forbidden(NotYours));
        if (moves.Select(move => move.TaskId).Distinct().Count() < moves.Count)
            return Task.FromResult(Result<int>.Invalid([new("moves", "Name each task once.")]));
        return gate.WriteAsync<Result<int>>(async session =>
        {
            // All are looked at before the first is changed: a refusal must leave nothing behind.
            var edits = new List<(TaskRow Row, TaskDefinition Definition)>(moves.Count);
            foreach (var (index, move) in moves.Index())
            {
                var looked = await LookAtAsync(session, actor, move);
                if (!looked.Succeeded)
                    return Result<int>.RefusedAs(At(index, looked));
                edits.Add(looked.Value);
            }

            var now = time.GetUtcNow();
            foreach (var (row, definition) in edits)
            {
                var before = TaskRows.Task(row);
                changes.Replace(session, row, definition, row.Active, now);
                TaskChanges.Note(session, actor, AuditActions.TaskChanged, row, now, new Edit(actor, new(), null, AuditActions.TaskChanged).Detail(reading.History.Difference(before, TaskRows.Task(row))));
            }

            changes.Announce(session, edits.ConvertAll(edit => edit.Row.Id));
            return edits.Count;
        });
    }

    private async Task<Result<(TaskRow Row, TaskDefinition Definition)>> LookAtAsync(WriteSession session, Actor actor, SpreadStep move)
    {
        if (await ForChangeAsync(session, move.TaskId) is not { } row)
            return Result<(TaskRow, TaskDefinition)>.NotFound(Gone);
        if (!May(actor, Rights.Write, row))
            return Result<(TaskRow, TaskDefinition)>.Forbidden(NotYours);
        if (move.Version != row.Version)
            return Result<(TaskRow, TaskDefinition)>.RefusedAs(await ConflictAsync(session, row, move.Version));
        var definition = rules.Check(TaskDraft.Of(TaskRows.Task(row)) with { Schedule = move.Schedule }, actor, ScheduleColumn.Read(row.Schedule));
        return definition.Succeeded ? (row, definition.Value) : Result<(TaskRow, TaskDefinition)>.RefusedAs(definition);
    }

    private static Result<T> At<T>(int index, Result<T> refused) =>
        Result<T>.RefusedAs(refused, fault => fault with { Field = $"moves[{index}].{fault.Field}" });
}

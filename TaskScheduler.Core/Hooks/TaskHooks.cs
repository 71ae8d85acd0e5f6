using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Hooks;

/// <summary>Makes and takes away the secret addresses of tasks, and starts what is asked for by one of them.</summary>
public sealed class TaskHooks
{
    private const string NoTask = "There is no task with this id.";
    private const string NoHook = "This task has no secret address.";
    private const string NotYours = "This task belongs to somebody else. Its owner, operators it is shared with by a tag, and administrators may do this.";

    // Who uses it only needs to be known by the day; a second write for each call would be wasted.
    private static readonly TimeSpan usedAgain = TimeSpan.FromMinutes(1);

    private readonly IWriteGate gate;
    private readonly IDbContextFactory<SchedulerDb> databases;
    private readonly TaskChanges changes;
    private readonly ICaller caller;
    private readonly TimeProvider time;

    internal TaskHooks(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, TaskChanges changes, ICaller caller, TimeProvider time)
    {
        this.gate = gate;
        this.databases = databases;
        this.changes = changes;
        this.caller = caller;
        this.time = time;
    }

    /// <summary>What there is of a task's address; not found when there is no such task.</summary>
    public async Task<Result<HookView>> FindAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        if (await db.Tasks.SingleOrDefaultAsync(task => task.Id == taskId, cancellationToken) is not { } task)
            return Result<HookView>.NotFound(NoTask);
        var row = await db.TaskHooks.SingleOrDefaultAsync(hook => hook.TaskId == taskId, cancellationToken);
        return new HookView(row is null ? null : new(Instant(row.CreatedAt), row.LastUsedAt is { } used ? Instant(used) : null), MayWrite(task));
    }

    /// <summary>Gives a task a new address; the one it had does not work any more.</summary>
    public Task<Result<NewHook>> RenewAsync(Guid taskId) => gate.WriteAsync<Result<NewHook>>(async session =>
    {
        var allowed = await AllowedAsync(session, taskId);
        if (!allowed.Succeeded)
            return Result<NewHook>.RefusedAs(allowed);
        var made = new NewHook(HookSecret.New(), time.GetUtcNow());
        session.Statement("""
            INSERT INTO task_hooks (task_id, hash, created_at) VALUES (@task, @hash, @now)
            ON CONFLICT (task_id) DO UPDATE SET hash = excluded.hash, created_at = excluded.created_at, last_used_at = NULL
            """).With("@task", taskId).With("@hash", HookSecret.HashOf(made.Secret)!).With("@now", made.CreatedAt).Execute();
        Note(session, AuditActions.HookMade, allowed.Value);
        return made;
    });

    /// <summary>Takes a task's address away; not found when it has none.</summary>
    public Task<Result<bool>> RemoveAsync(Guid taskId) => gate.WriteAsync<Result<bool>>(async session =>
    {
        var allowed = await AllowedAsync(session, taskId);
        if (!allowed.Succeeded)
            return Result<bool>.RefusedAs(allowed);
        if (!Remove(session, taskId))
            return Result<bool>.NotFound(NoHook);
        Note(session, AuditActions.HookRemoved, allowed.Value);
        return true;
    });

    /// <summary>Queues a run, durable with its input when this returns. Whoever has the secret may; an unknown one is not found, of an inactive task it is a conflict.</summary>
    /// <param name="input">JSON text; null when there is none.</param>
    /// <returns>The id of the run.</returns>
    public async Task<Result<Guid>> StartAsync(string secret, string? input, CancellationToken cancellationToken)
    {
        if (HookSecret.HashOf(secret) is not { } hash || !await IsKnownAsync(hash, cancellationToken))
            return Unknown();
        return await gate.WriteAsync(session => Task.FromResult(Start(session, hash, input)));
    }

    internal static bool Remove(WriteSession session, Guid taskId) =>
        session.Statement("DELETE FROM task_hooks WHERE task_id = @task").With("@task", taskId).Execute() == 1;

    // Anybody may guess, and a guess must not reach the one writer of the database.
    private async Task<bool> IsKnownAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.TaskHooks.SingleOrDefaultAsync(hook => hook.Hash == hash, cancellationToken) is not null;
    }

    private Result<Guid> Start(WriteSession session, byte[] hash, string? input)
    {
        if (Find(session, hash) is not { } hook)
            return Unknown();
        if (!hook.Active)
            return Result<Guid>.Conflict("", "This task is set inactive, so nothing was started. Set it active, and its address works again.");
        var now = time.GetUtcNow();
        if (changes.QueueNow(session, hook.TaskId, now, RunTrigger.Webhook) is not { } run)
            return Result<Guid>.Conflict("", "This task was started about a thousand times within the last second. Try again in a second.");
        if (input is not null)
            session.Statement("INSERT INTO run_inputs (run_id, input) VALUES (@run, @input) ON CONFLICT (run_id) DO UPDATE SET input = excluded.input").With("@run", run).With("@input", input).Execute();
        if (hook.LastUsedAt is not { } used || now - used >= usedAgain)
            session.Statement("UPDATE task_hooks SET last_used_at = @now WHERE task_id = @task").With("@task", hook.TaskId).With("@now", now).Execute();
        return run;
    }

    private static FoundHook? Find(WriteSession session, byte[] hash)
    {
        using var reader = session.Statement("SELECT t.id, t.active, h.last_used_at FROM task_hooks h JOIN tasks t ON t.id = h.task_id WHERE h.hash = @hash").With("@hash", hash).Read();
        return reader.Read()
            ? new(new Guid((byte[])reader[0], true), reader.GetInt64(1) == 1, reader.IsDBNull(2) ? null : Instant(reader.GetInt64(2)))
            : null;
    }

    private async Task<Result<TaskRow>> AllowedAsync(WriteSession session, Guid taskId) =>
        await session.Db.Tasks.AsNoTracking().SingleOrDefaultAsync(task => task.Id == taskId, CancellationToken.None) is not { } task ? Result<TaskRow>.NotFound(NoTask)
        : MayWrite(task) ? task
        : Result<TaskRow>.Forbidden(NotYours);

    private void Note(WriteSession session, string action, TaskRow task) =>
        AuditTrail.Note(session, caller.Actor, new(action, task.Id, task.Title), time.GetUtcNow());

    private bool MayWrite(TaskRow task) => caller.Actor.May(Rights.Write, task.OwnerId, TaskRows.Tags(task.Tags));

    private static Result<Guid> Unknown() => Result<Guid>.NotFound("There is nothing at this address.");

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private readonly record struct FoundHook(Guid TaskId, bool Active, DateTimeOffset? LastUsedAt);
}

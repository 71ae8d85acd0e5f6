using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Firing;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Repeats;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Persistence;

/// <summary>What is asked often reads what it returns, not the tables: as SQLite itself says of the commands that were really sent.</summary>
public sealed partial class QueryPlanTests
{
    // Parts of the program that work in the background send commands of their own meanwhile.
    private static readonly AsyncLocal<bool> asking = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_page_of_tasks_reads_the_index_of_due_instants() =>
        Assert.Contains("plans_by_next_due", await PlanAsync(driver => driver.Tasks.ListAsync(new TaskQuery(new TaskFilter()), Cancel)), StringComparison.Ordinal);

    [Theory]
    [InlineData(TaskSort.ExecutionTime, "plans_by_next_due (next_due_at>?", "plans_by_next_due (next_due_at<?")]
    [InlineData(TaskSort.Title, "tasks_by_title (title>?", "tasks_by_title (title<?")]
    [InlineData(TaskSort.Type, "tasks_by_type (type>?", "tasks_by_type (type<?")]
    [InlineData(TaskSort.CreatedAt, "tasks_by_creation (created_at>?", "tasks_by_creation (created_at<?")]
    [InlineData(TaskSort.UpdatedAt, "tasks_by_update (updated_at>?", "tasks_by_update (updated_at<?")]
    public async Task A_page_after_a_cursor_begins_in_the_index_of_its_order(TaskSort sort, string rising, string falling)
    {
        foreach (var (descending, index) in new[] { (false, rising), (true, falling) })
        {
            var plan = await PlanAsync(driver => driver.Tasks.ListAsync(new TaskQuery(new TaskFilter(), sort, descending) { After = new("", 1, Guid.Empty, 7, ["a", "b"]) }, Cancel));

            Assert.Contains(index.Split('>', '<')[0], plan, StringComparison.Ordinal);
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_follows_a_task_or_a_run_and_the_last_good_run_are_found_in_indexes()
    {
        Assert.Contains("tasks_by_parent (after_task_id=?)", await PlanAsync(driver => driver.Tasks.FollowersAsync(Guid.NewGuid(), Cancel)), StringComparison.Ordinal);
        var (parent, good) = (await ExplainAsync("SELECT run_id FROM run_inputs WHERE parent_run_id = @run", ("@run", 0L)), await ExplainAsync("SELECT id FROM runs WHERE task_id = @task AND due_at < @due AND state = 10 ORDER BY due_at DESC LIMIT 1", ("@task", 0L), ("@due", 0L)));
        Assert.Contains("run_inputs_by_parent", parent, StringComparison.Ordinal);
        Assert.Contains("runs_one_per_occurrence (task_id=? AND due_at<?)", good, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_answer_is_found_by_its_key_and_old_ones_by_their_age()
    {
        Assert.Contains("(caller=? AND key=?)", await PlanAsync(driver => driver.Get<KeptAnswers>().FindAsync(Actor.Program, "key", Cancel)), StringComparison.Ordinal);
        Assert.Contains("idempotency_keys_by_age (created_at<?)", await ExplainAsync(KeptAnswers.ForgetSql, ("@oldest", 0L)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_that_run_are_found_among_the_active_runs() =>
        Assert.Contains("runs_active", await PlanAsync(driver => driver.Tasks.ListAsync(new TaskQuery(new TaskFilter { Status = Core.Tasks.TaskStatus.Running }), Cancel)), StringComparison.Ordinal);

    [Theory]
    [InlineData("audit_by_time")]
    [InlineData("audit_by_actor (actor_name=?", "actor")]
    [InlineData("audit_by_action (action=?", "action")]
    [InlineData("audit_by_subject (subject_id=?", "subject")]
    [InlineData("(at>? AND at<?)", "from", "to")]
    public async Task The_audit_trail_is_read_from_an_index_in_its_order(string index, params string[] asked)
    {
        var filter = new AuditFilter
        {
            Actor = asked.Contains("actor") ? "kim@example.org" : null,
            Action = asked.Contains("action") ? AuditActions.TaskChanged : null,
            SubjectId = asked.Contains("subject") ? Guid.NewGuid() : null,
            From = asked.Contains("from") ? SchedulerDriver.Noon : null,
            To = asked.Contains("to") ? SchedulerDriver.Noon.AddDays(1) : null,
        };

        foreach (var before in new[] { null, new AuditCursor(SchedulerDriver.Noon.ToUnixTimeMilliseconds(), 5) })
        {
            var plan = await PlanAsync(driver => driver.Get<AuditStore>().ListAsync(filter, before, 50, Cancel));
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_there_is_to_choose_from_in_the_audit_trail_is_read_from_its_indexes()
    {
        var plan = await PlanAsync(driver => driver.Get<AuditStore>().ChoicesAsync(Cancel));

        Assert.Contains("audit_by_actor (actor_name>?", plan, StringComparison.Ordinal);
        Assert.Contains("audit_by_action (action>?", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_versions_of_a_task_are_found_by_their_task() =>
        Assert.Contains("(task_id=?", await PlanAsync(driver => driver.Get<TaskHistory>().ListAsync(Guid.NewGuid(), 1, 25, Cancel)), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_overdue_is_found_by_its_due_instant()
    {
        Assert.Contains("plans_by_next_due", await ExplainAsync(CatchUp.OverdueSql, ("@now", 0L)), StringComparison.Ordinal);
        Assert.Contains("(task_id=?", await ExplainAsync(CatchUp.OverdueOneSql, ("@now", 0L), ("@task", new byte[16])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_address_is_found_by_its_hash() =>
        Assert.Contains("(hash=?", await PlanAsync(driver => driver.Hooks.StartAsync(new string('A', 43), null, Cancel)), StringComparison.Ordinal);

    [Fact]
    public async Task The_tags_that_tasks_had_are_found_by_their_tasks() =>
        Assert.Contains("(task_id=?", await PlanAsync(driver => driver.Get<TaskQueries>().EarlierTagsAsync([Guid.NewGuid(), Guid.NewGuid()], SchedulerDriver.Noon, Cancel)), StringComparison.Ordinal);

    [Fact]
    public async Task The_bell_is_read_in_the_indexes_of_its_account()
    {
        var plan = await PlanAsync(driver =>
        {
            driver.Caller.Becomes("kim@example.org");
            return driver.Get<BellStore>().GlanceAsync(10, Cancel);
        });

        Assert.Contains("bell_messages_unread (account_id=?", plan, StringComparison.Ordinal);
        Assert.Contains("bell_messages_by_account (account_id=?", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE plans SET next_due_at = 1 WHERE task_id = x'00' AND next_due_at = 0")]
    [InlineData("SELECT 1 FROM runs WHERE task_id = x'00' AND due_at = 0")]
    [InlineData("UPDATE runs SET state = 14 WHERE task_id = x'00' AND ended_at IS NULL AND state IN (0, 2)")]
    public Task A_due_occurrence_and_the_waiting_runs_of_a_task_are_found_by_their_task(string sql) => ExplainAsync(sql);

    /// <summary>What SQLite says of all commands that an action sends; fails when one of them reads a whole table.</summary>
    private static async Task<string> PlanAsync(Func<SchedulerDriver, Task> act)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        using var sent = new SentCommands(driver.DatabaseFile);
        asking.Value = true;
        await act(driver);
        asking.Value = false;
        Assert.NotEmpty(sent.Commands);
        return string.Join('\n', await Task.WhenAll(sent.Commands.Select(command => ExplainAsync(driver, command.Sql, command.Parameters))));
    }

    private static async Task<string> ExplainAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        return await ExplainAsync(driver, sql, parameters);
    }

    private static async Task<string> ExplainAsync(SchedulerDriver driver, string sql, IEnumerable<(string Name, object? Value)> parameters)
    {
        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
            steps.Add(reader.GetString(3));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("INDEX", StringComparison.Ordinal) && !step.Contains("SUBQUERY", StringComparison.Ordinal) && !IsRecursion(step));
        return string.Join('\n', steps);
    }

    // What a statement has found so far is no table: AuditStore goes from there to the next value. Nor is what was handed to it packed.
    private static bool IsRecursion(string step) => step == "SCAN CONSTANT ROW" || step.Split(' ')[^1] is "found" or "numbered" or "packed";

    /// <summary>The commands EF Core sends to one database, as it announces them.</summary>
    private sealed class SentCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly ConcurrentQueue<(string Sql, List<(string Name, object? Value)> Parameters)> commands = new();
        private readonly ConcurrentBag<IDisposable> listening = [];
        private readonly string database;

        public SentCommands(string database)
        {
            this.database = database;
            listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public IReadOnlyCollection<(string Sql, List<(string Name, object? Value)> Parameters)> Commands => commands;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                listening.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandEventData { Command: { Connection.DataSource: { } source } command } && value.Key == RelationalEventId.CommandExecuting.Name && source == database && asking.Value)
                commands.Enqueue((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            foreach (var one in listening)
                one.Dispose();
        }
    }
}

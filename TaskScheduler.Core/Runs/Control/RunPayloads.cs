using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Runs.Control;

/// <summary>Payloads of single runs, in place of their tasks'.</summary>
public sealed class RunPayloads
{
    /// <summary>Said to those who may run, but not write.</summary>
    internal const string NotWithThese = "You may run this, but only with the payload that its task has. To give it another one, use a token that may write.";

    private readonly PayloadCheck check;

    internal RunPayloads(PayloadCheck check) => this.check = check;

    /// <summary>Gives a run a payload of its own; returns what is wrong with it, in which case nothing is written.</summary>
    /// <param name="actor">Who gives it.</param>
    public async Task<IReadOnlyList<Fault>> PutAsync(WriteSession session, Actor actor, RunRow run, JsonObject payload, CancellationToken cancellationToken)
    {
        // A retry takes the task as it is now.
        var type = await session.Db.Tasks.Where(task => task.Id == run.TaskId).Select(task => task.Type).SingleAsync(cancellationToken);
        var faults = check.Faults(type, payload, actor);
        if (faults.Count == 0)
            Put(session, run.Id, payload);
        return faults;
    }

    internal static void Put(WriteSession session, Guid runId, JsonObject payload) =>
        session.Statement("INSERT INTO run_inputs (run_id, payload) VALUES (@run, @payload) ON CONFLICT (run_id) DO UPDATE SET payload = excluded.payload")
            .With("@run", runId).With("@payload", payload.ToJsonString()).Execute();
}

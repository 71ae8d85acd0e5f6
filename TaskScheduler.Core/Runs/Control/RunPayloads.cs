using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Runs.Control;

/// <summary>Payloads of single runs, in place of their tasks'.</summary>
public sealed class RunPayloads(TaskTypeCatalog types)
{
    /// <summary>Gives a run a payload of its own; returns what is wrong with it, in which case nothing is written.</summary>
    public async Task<IReadOnlyList<Fault>> PutAsync(WriteSession session, RunRow run, JsonObject payload, CancellationToken cancellationToken)
    {
        // A retry takes the task as it is now.
        var type = await session.Db.Tasks.Where(task => task.Id == run.TaskId).Select(task => task.Type).SingleAsync(cancellationToken);
        var faults = new List<Fault>();
        if (types.Find(type) is not { } known)
            faults.Add(new("payload", $"This program has no task type '{type}', so its payload can't be changed."));
        else
            PayloadRules.Check(known.Description, payload, faults);
        if (faults.Count == 0)
            Put(session, run.Id, payload);
        return faults;
    }

    internal static void Put(WriteSession session, Guid runId, JsonObject payload) =>
        session.Statement("INSERT INTO run_inputs (run_id, payload) VALUES (@run, @payload) ON CONFLICT (run_id) DO UPDATE SET payload = excluded.payload")
            .With("@run", runId).With("@payload", payload.ToJsonString()).Execute();
}

using System.Text.Json.Nodes;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Definitions;

/// <summary>The tasks that the entries of a file mean.</summary>
/// <param name="Stored">Those that are stored, whole.</param>
/// <param name="Kept">The last version of those that were deleted.</param>
internal sealed record MeantTasks(IReadOnlyDictionary<Guid, TaskRow> Stored, IReadOnlyDictionary<Guid, StoredHead> Kept);

/// <summary>Holds a file against what is stored, by the rules that every task meets and the rights of who asks.</summary>
internal sealed class DefinitionPlanner(TaskRules rules, TaskTypeCatalog types, TimeProvider time)
{
    private const string DueAtOnce = "It is due at once.";

    public DateTimeOffset Now => time.GetUtcNow();

    public DefinitionPlan Plan(DefinitionFile file, DefinitionMatching matching, MeantTasks meant, IEnumerable<StoredHead> removed, Actor actor)
    {
        var faults = new List<DefinitionFault>([.. file.Faults, .. matching.Faults]);
        var added = new List<PlannedAddition>();
        var changed = new List<PlannedChange>();
        var unchanged = 0;
        foreach (var match in matching.Entries)
        {
            // One that is gone since it was found is new; reading is not held up for a plan, which is made anew when it is applied.
            if (match.Stored is null || !meant.Stored.TryGetValue(match.Stored.Id, out var row))
                Add(match, meant, actor, added, faults);
            else if (!Change(match, row, actor, changed, faults))
                unchanged++;
        }

        IReadOnlyList<PlannedRemoval> removals = [.. removed.Select(task => new PlannedRemoval(task.Id, task.Title, task.Version))];
        if (!actor.May(Rights.Write) && added.Count + changed.Count + removals.Count > 0)
            faults.Add(new("tasks", null, TaskStore.MayNotCreate));
        return new([.. added.OrderBy(task => task.Line)], [.. changed.OrderBy(task => task.Line)], removals, unchanged, [.. faults.OrderBy(fault => fault.Line ?? 0)]);
    }

    private void Add(MatchedEntry match, MeantTasks meant, Actor actor, List<PlannedAddition> added, List<DefinitionFault> faults)
    {
        var entry = match.Entry;
        var kept = entry.Id is { } id ? meant.Kept.GetValueOrDefault(id) : null;
        if (kept is not null && actor.May(Rights.Write) && !actor.May(Rights.Write, kept.OwnerId, TaskRows.Tags(kept.Tags)))
            faults.Add(entry.At("id", TaskStore.NotYours));
        var check = rules.Check(Understood(entry.Draft, null), actor);
        faults.AddRange(check.Faults.Select(fault => entry.At(fault.Field, fault.Message)));
        if (!check.Succeeded)
            return;
        var definition = check.Value;
        var dueNow = definition.Schedule is ImmediateSchedule && entry.Active is not false;
        added.Add(new(entry.Place, entry.Line, entry.Id, definition.Title, definition.Type, ScheduleWords.Describe(definition.Schedule, TimeZoneInfo.Utc), dueNow ? [.. match.Remarks, DueAtOnce] : match.Remarks)
        {
            Entry = entry,
            Definition = definition,
            Kept = kept,
        });
    }

    /// <summary>False when the task is as the entry says.</summary>
    private bool Change(MatchedEntry match, TaskRow row, Actor actor, List<PlannedChange> changed, List<DefinitionFault> faults)
    {
        var entry = match.Entry;
        var current = ScheduleColumn.Read(row.Schedule);
        var draft = Understood(entry.Draft, current);
        if (IsAsStored(draft, row) && (entry.Active ?? row.Active) == row.Active)
            return false;
        var check = rules.Check(draft, actor, current);
        faults.AddRange(check.Faults.Select(fault => entry.At(fault.Field, fault.Message)));
        if (!check.Succeeded)
            return true;
        var active = entry.Active ?? row.Active;
        var fields = DefinitionJson.Differences(DefinitionJson.Of(row.Id, DefinitionJson.Definition(row), row.Active), DefinitionJson.Of(row.Id, check.Value, active));
        if (fields.Count == 0)
            return false;
        if (actor.May(Rights.Write) && !actor.May(Rights.Write, row.OwnerId, TaskRows.Tags(row.Tags)))
            faults.Add(entry.At("id", TaskStore.NotYours));
        if (active && !row.Active && check.Value.Schedule == current && TaskStore.WhyNotDue(row, row.Plan, time.GetUtcNow()) is { } reason)
            faults.Add(entry.At("active", reason));
        var dueNow = active && check.Value.Schedule is ImmediateSchedule && check.Value.Schedule != current;
        changed.Add(new(entry.Place, entry.Line, row.Id, row.Title, row.Version, fields, dueNow ? [DueAtOnce] : [])
        {
            Entry = entry,
            Stored = row,
            Definition = check.Value,
        });
        return true;
    }

    /// <summary>The draft as the rules read it: the schedule that is stored where the same is meant, and texts where a file had numbers.</summary>
    private TaskDraft Understood(TaskDraft draft, Schedule? current)
    {
        var type = types.Find(string.IsNullOrWhiteSpace(draft.Type) ? "notification" : draft.Type.Trim())?.Description;
        var payload = draft.Payload is { } written && type is not null ? PayloadTexts.Of(type, written) : draft.Payload;
        return MeansCurrent(draft, current)
            ? draft with { Payload = payload, Schedule = ScheduleDraft.Of(current!), ExecutionTime = null }
            : draft with { Payload = payload };
    }

    private static bool MeansCurrent(TaskDraft draft, Schedule? current) => current switch
    {
        OnceSchedule once => (draft.Schedule is { Kind: "once" } schedule ? schedule.At : draft.Schedule is null ? draft.ExecutionTime : null) is { } at
            && IsoText.TryReadInstant(at.Trim(), out var instant) && instant == once.At,
        // Without a start it goes on in the rhythm it has.
        IntervalSchedule interval => draft.Schedule is { Kind: "interval", Every: { } every } schedule && string.IsNullOrWhiteSpace(schedule.StartAt)
            && IsoText.TryReadDuration(every.Trim(), out var span) && span == interval.Every,
        _ => false,
    };

    /// <summary>Null when it is not understood.</summary>
    private static ExecutionRules? Execution(TaskDraft draft)
    {
        var faults = new List<Fault>();
        var rules = (draft.Execution ?? new ExecutionDraft()).Check(faults);
        return faults.Count == 0 ? rules : null;
    }

    // Also for what the rules would not take any more, such as a type that this program does not have.
    private static bool IsAsStored(TaskDraft draft, TaskRow row)
    {
        var stored = TaskDraft.Of(TaskRows.Task(row));
        return draft.Title == stored.Title
            && (draft.Description ?? "") == stored.Description
            && (draft.Type ?? "notification") == stored.Type
            && draft.Schedule == stored.Schedule
            && draft.ExecutionTime is null
            && draft.UserEmail == stored.UserEmail
            && (draft.Tags ?? []).SequenceEqual(stored.Tags ?? [], StringComparer.Ordinal)
            && (draft.TimeLimit ?? "PT1M") == stored.TimeLimit
            && Execution(draft) == ExecutionColumn.Read(row.Execution)
            && (draft.Notify ?? new()) == stored.Notify
            && JsonNode.DeepEquals(draft.Payload ?? new JsonObject(), stored.Payload);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using TaskScheduler.Core;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Web.Pages.Tasks.Execution;
using TaskScheduler.Web.Pages.Tasks.Scheduling;
using TaskScheduler.Web.Pages.Tasks.Telling;

namespace TaskScheduler.Web.Pages.Tasks.Editing;

/// <summary>A task while somebody writes it.</summary>
public sealed class TaskEdit
{
    private readonly Dictionary<string, PayloadEdit> payloads = new(StringComparer.Ordinal);
    private readonly TaskTypeCatalog catalog;

    private TaskEdit(TaskTypeCatalog catalog, SchedulePick schedule)
    {
        this.catalog = catalog;
        Schedule = schedule;
        Type = (catalog.Find("notification")?.Description ?? catalog.Descriptions[0]).Key;
    }

    public string Title { get; set; } = "";

    public string Description { get; set; } = "";

    public string Type { get; set; }

    public string UserEmail { get; set; } = "";

    public IList<string> Tags { get; } = new List<string>();

    public DurationEdit TimeLimit { get; private set; } = new("60", "seconds");

    public ExecutionEdit Execution { get; private set; } = ExecutionEdit.Of(ExecutionRules.Default);

    public NotifyEdit Notify { get; private set; } = NotifyEdit.Of(NotifyRules.Default);

    public SchedulePick Schedule { get; }

    /// <summary>Version that was loaded; null for a new task.</summary>
    public int? Version { get; private init; }

    public TaskTypeDescription TypeDescription => catalog.Find(Type)!.Description;

    /// <summary>What was written for a type is kept when another is looked at.</summary>
    public PayloadEdit Payload
    {
        get
        {
            if (!payloads.TryGetValue(Type, out var payload))
                payloads[Type] = payload = new PayloadEdit(TypeDescription);
            return payload;
        }
    }

    /// <summary>What the form said before anybody wrote in it.</summary>
    public TaskDraft Original { get; private set; } = new();

    public bool HasChanged => JsonSerializer.Serialize(ToDraft([])) != JsonSerializer.Serialize(Original);

    public static TaskEdit New(TaskTypeCatalog catalog, DateTimeOffset now, TimeZoneInfo zone) =>
        new TaskEdit(catalog, SchedulePick.New(now, zone)).AsUnchanged();

    public static TaskEdit Of(ScheduledTask task, TaskTypeCatalog catalog, DateTimeOffset now, TimeZoneInfo zone) =>
        Filled(task, new TaskEdit(catalog, SchedulePick.Of(task.Schedule, now, zone)) { Version = task.Version }).AsUnchanged();

    public static TaskEdit CopyOf(ScheduledTask task, TaskTypeCatalog catalog, DateTimeOffset now, TimeZoneInfo zone)
    {
        var copy = Filled(task, new TaskEdit(catalog, SchedulePick.Of(task.Schedule, now, zone)));
        copy.Title = $"{task.Title} (copy)";
        return copy.AsUnchanged();
    }

    /// <summary>Adds the faults that the draft cannot express.</summary>
    public TaskDraft ToDraft(ICollection<Fault> faults) => new()
    {
        Title = Title,
        Description = Description,
        Type = Type,
        Payload = Payload.ToJson(),
        Schedule = Schedule.ToDraft(faults),
        UserEmail = UserEmail.Trim() is { Length: > 0 } email ? email : null,
        Tags = [.. Tags],
        TimeLimit = TimeLimit.ToIso("timeLimit", faults),
        Execution = Execution.ToDraft(faults),
        Notify = Notify.ToDraft(faults),
    };

    private static TaskEdit Filled(ScheduledTask task, TaskEdit edit)
    {
        edit.Title = task.Title;
        edit.Description = task.Description;
        edit.Type = edit.catalog.Find(task.Type) is null ? edit.Type : task.Type;
        edit.UserEmail = task.UserEmail ?? "";
        foreach (var tag in task.Tags)
            edit.Tags.Add(tag);
        edit.TimeLimit = DurationEdit.Of(task.TimeLimit);
        edit.Execution = ExecutionEdit.Of(task.Execution);
        edit.Notify = NotifyEdit.Of(task.Notify);
        edit.payloads[edit.Type] = PayloadEdit.Of(edit.TypeDescription, JsonNode.Parse(task.Payload)!.AsObject());
        return edit;
    }

    private TaskEdit AsUnchanged()
    {
        Original = ToDraft([]);
        return this;
    }
}

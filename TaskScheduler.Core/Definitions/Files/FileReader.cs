using System.Globalization;
using System.Text.Json.Nodes;
using TaskScheduler.Core.Runs.Retries;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Definitions.Files;

/// <summary>Reads the tasks of a file. Here only the shape is checked; what the values must be is for the rules that every task meets.</summary>
internal sealed class FileReader
{
    private static readonly string[] members =
        ["id", "title", "description", "type", "payload", "schedule", "executionTime", "userEmail", "tags", "timeLimit", "retry", "overlap", "recovery", "priority", "notify", "active"];

    private static readonly string[] notifyMembers = ["executed", "invite", "queueAhead"];

    private static readonly string[] retryMembers = ["kind", "wait", "maxWait", "retries", "jitter", "waits", "maxAge"];

    private static readonly string[] scheduleMembers = ["kind", "at", "cron", "timeZone", "every", "startAt", "task", "on"];

    private readonly List<DefinitionFault> faults;

    private FileReader(List<DefinitionFault> faults) => this.faults = faults;

    public static List<DefinitionEntry> Entries(FileNode root, List<DefinitionFault> faults)
    {
        if (root is not FileMap map || map.Find("tasks") is not { } tasks)
        {
            faults.Add(new("", root.Line, "The file has to begin with 'tasks:', followed by the list of tasks."));
            return [];
        }

        var reader = new FileReader(faults);
        reader.AllowOnly(map, "", ["tasks"]);
        if (tasks is FileList list)
            return [.. list.Items.Select((item, index) => reader.Entry(item, string.Create(CultureInfo.InvariantCulture, $"tasks[{index}]"))).OfType<DefinitionEntry>()];
        if (tasks is not FileText { IsNull: true })
            faults.Add(new("tasks", tasks.Line, "'tasks' has to be a list."));
        return [];
    }

    private DefinitionEntry? Entry(FileNode node, string place)
    {
        if (node is not FileMap task)
        {
            faults.Add(new(place, node.Line, "This is no task: a task has a title, a schedule and so on, each with its name."));
            return null;
        }

        var path = place + ".";
        AllowOnly(task, path, members);
        var draft = new TaskDraft
        {
            Title = Text(task, path, "title"),
            Description = Text(task, path, "description"),
            Type = Text(task, path, "type"),
            Payload = Map(task, path, "payload") is { } payload ? Json(payload) : null,
            Schedule = Map(task, path, "schedule") is { } schedule ? Schedule(schedule, path + "schedule.") : null,
            ExecutionTime = Text(task, path, "executionTime"),
            UserEmail = Text(task, path, "userEmail"),
            Tags = Texts(task, path, "tags"),
            TimeLimit = Text(task, path, "timeLimit"),
            Execution = new()
            {
                Retry = Map(task, path, "retry") is { } retry ? Retry(retry, path + "retry.") : null,
                Overlap = Text(task, path, "overlap"),
                Recovery = Text(task, path, "recovery"),
                Priority = Text(task, path, "priority"),
            },
            Notify = Map(task, path, "notify") is { } notify ? Notify(notify, path + "notify.") : null,
        };
        return new(place, task.Line, draft) { Id = Id(task, path), Active = Switch(task, path, "active"), LineOf = task.LineOf };
    }

    private ScheduleDraft Schedule(FileMap schedule, string path)
    {
        AllowOnly(schedule, path, scheduleMembers);
        return new()
        {
            Kind = Text(schedule, path, "kind"),
            At = Text(schedule, path, "at"),
            Cron = Text(schedule, path, "cron"),
            TimeZone = Text(schedule, path, "timeZone"),
            Every = Text(schedule, path, "every"),
            StartAt = Text(schedule, path, "startAt"),
            Task = Text(schedule, path, "task"),
            On = Text(schedule, path, "on"),
        };
    }

    private NotifyDraft Notify(FileMap notify, string path)
    {
        AllowOnly(notify, path, notifyMembers);
        return new() { Executed = Text(notify, path, "executed"), Invite = Text(notify, path, "invite"), QueueAhead = Text(notify, path, "queueAhead") };
    }

    private RetryDraft Retry(FileMap retry, string path)
    {
        AllowOnly(retry, path, retryMembers);
        return new()
        {
            Kind = Text(retry, path, "kind"),
            Wait = Text(retry, path, "wait"),
            MaxWait = Text(retry, path, "maxWait"),
            Retries = Number(retry, path, "retries"),
            Jitter = Switch(retry, path, "jitter"),
            Waits = Texts(retry, path, "waits"),
            MaxAge = Text(retry, path, "maxAge"),
        };
    }

    private void AllowOnly(FileMap map, string path, string[] known)
    {
        foreach (var member in map.Members.Where(member => !known.Contains(member.Name, StringComparer.Ordinal)))
        {
            var meant = known.FirstOrDefault(name => name.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
            faults.Add(new(path + member.Name, member.Line, meant is null
                ? $"There is no '{member.Name}' to set. Known are: {string.Join(", ", known)}."
                : $"Write '{meant}': names are case-sensitive."));
        }
    }

    private Guid? Id(FileMap task, string path)
    {
        if (Text(task, path, "id") is not { } text)
            return null;
        if (Guid.TryParse(text, out var id))
            return id;
        faults.Add(new(path + "id", task.LineOf("id"), $"'{text}' is not an id, such as 01890a5d-ac96-774b-bcce-b302099a8057. Leave it out to mean the task by its title."));
        return null;
    }

    private bool? Switch(FileMap map, string path, string name)
    {
        var text = Text(map, path, name);
        if (text is null or "true" or "false")
            return text is null ? null : text == "true";
        faults.Add(new(path + name, map.LineOf(name), $"'{name}' has to be true or false."));
        return null;
    }

    private int? Number(FileMap map, string path, string name)
    {
        if (Text(map, path, name) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        faults.Add(new(path + name, map.LineOf(name), $"'{name}' has to be a whole number."));
        return null;
    }

    private string? Text(FileMap map, string path, string name)
    {
        var node = map.Find(name);
        if (node is FileText text)
            return text.IsNull ? null : text.Text;
        if (node is not null)
            faults.Add(new(path + name, map.LineOf(name), $"'{name}' has to be a text."));
        return null;
    }

    private FileMap? Map(FileMap map, string path, string name)
    {
        var node = map.Find(name);
        if (node is not (null or FileMap or FileText { IsNull: true }))
            faults.Add(new(path + name, map.LineOf(name), $"'{name}' has to have parts, each with its name."));
        return node as FileMap;
    }

    private List<string>? Texts(FileMap map, string path, string name)
    {
        var node = map.Find(name);
        if (node is null or FileText { IsNull: true })
            return null;
        if (node is FileList list && list.Items.All(item => item is FileText))
            return [.. list.Items.Cast<FileText>().Select(item => item.Text)];
        faults.Add(new(path + name, map.LineOf(name), $"'{name}' has to be a list of texts."));
        return null;
    }

    private static JsonObject Json(FileMap map) => new(map.Members.Select(member => KeyValuePair.Create(member.Name, Json(member.Value))));

    private static JsonNode? Json(FileNode node) => node switch
    {
        FileMap map => Json(map),
        FileList list => new JsonArray([.. list.Items.Select(Json)]),
        FileText { IsNull: true } => null,
        FileText { Plain: true } text => PlainValue.Of(text.Text),
        _ => JsonValue.Create(((FileText)node).Text),
    };
}

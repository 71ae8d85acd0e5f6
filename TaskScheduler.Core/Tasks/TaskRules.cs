using System.Text.Json.Nodes;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Tasks;

/// <summary>What of a task its author decides, checked.</summary>
internal sealed record TaskDefinition(
    string Title,
    string Description,
    string Type,
    string Payload,
    Schedule Schedule,
    string? UserEmail,
    IReadOnlyList<string> Tags,
    TimeSpan TimeLimit,
    ExecutionRules Execution,
    NotifyRules Notify);

/// <summary>What of a task decides when it is due and what it takes.</summary>
internal sealed record TaskTimes(string Type, Schedule Schedule);

/// <summary>The rules that every task meets, whoever writes it.</summary>
internal sealed class TaskRules(TaskTypeCatalog types, PayloadCheck payloads, TimeProvider time)
{
    private const int DescriptionLength = 4_000;
    private const int TagCount = 20;
    private const int TagLength = 50;

    private static readonly TimeSpan defaultTimeLimit = TimeSpan.FromSeconds(60);

    /// <summary>What is wrong with a payload that one run of a stored task is to have in place of the task's own.</summary>
    public IReadOnlyList<Fault> FaultsOfRunPayload(string type, JsonObject payload, Actor actor) => payloads.Faults(type, payload, actor);

    /// <summary>Checks a draft. A schedule that equals <paramref name="current"/> is kept even where a new one would be refused as past.</summary>
    /// <param name="actor">Who saves it.</param>
    public Result<TaskDefinition> Check(TaskDraft draft, Actor actor, Schedule? current = null)
    {
        var faults = new List<Fault>();
        var title = CheckedTitle(draft.Title, faults);
        var description = draft.Description?.Trim() ?? "";
        if (description.Length > DescriptionLength)
            faults.Add(new("description", $"The description has {description.Length:N0} characters; shorten it to {DescriptionLength:N0}."));
        var type = CheckedType(draft.Type, faults);
        var payload = draft.Payload ?? new JsonObject();
        if (type is not null)
            payloads.Check(type, payload, actor, faults);
        var schedule = CheckedSchedule(draft, current, faults);
        var email = CheckedEmail(draft.UserEmail, type, payload, faults);
        var tags = CheckedTags(draft.Tags ?? [], faults);
        var timeLimit = CheckedTimeLimit(draft.TimeLimit, faults);
        var execution = (draft.Execution ?? new ExecutionDraft()).Check(faults);
        var notify = (draft.Notify ?? new NotifyDraft()).Check(faults);
        return faults.Count > 0
            ? Result<TaskDefinition>.Invalid(faults)
            : new TaskDefinition(title, description, type!.Key, payload.ToJsonString(), schedule!, email, tags, timeLimit, execution, notify);
    }

    /// <summary>Checks of a draft what decides when it is due and what it takes, whatever else is still missing.</summary>
    public Result<TaskTimes> CheckTimes(TaskDraft draft, Schedule? current)
    {
        var faults = new List<Fault>();
        var type = CheckedType(draft.Type, faults);
        var schedule = CheckedSchedule(draft, current, faults);
        return faults.Count > 0 ? Result<TaskTimes>.Invalid(faults) : new TaskTimes(type!.Key, schedule!);
    }

    private static string CheckedTitle(string? text, List<Fault> faults)
    {
        var title = text?.Trim() ?? "";
        if (title.Length == 0)
            faults.Add(new("title", "Give the task a title."));
        else if (title.Length > TaskDraft.TitleLength)
            faults.Add(new("title", $"The title has {title.Length} characters; shorten it to {TaskDraft.TitleLength}."));
        else if (title.Any(char.IsControl))
            faults.Add(new("title", "The title contains a line break or another control character; remove it."));
        return title;
    }

    private TaskTypeDescription? CheckedType(string? key, List<Fault> faults)
    {
        var type = types.Find(string.IsNullOrWhiteSpace(key) ? "notification" : key.Trim());
        if (type is null)
            faults.Add(new("type", $"There is no task type '{key}'; use one of: {string.Join(", ", types.Descriptions.Select(known => known.Key))}."));
        else if (type.Description.Unavailable is { } why)
            faults.Add(new("type", why));
        return type?.Description;
    }

    private Schedule? CheckedSchedule(TaskDraft draft, Schedule? current, List<Fault> faults)
    {
        if (draft.Schedule is not null && !string.IsNullOrWhiteSpace(draft.ExecutionTime))
        {
            faults.Add(new("executionTime", "Give either schedule or executionTime, not both."));
            return null;
        }

        if (draft.Schedule is null && string.IsNullOrWhiteSpace(draft.ExecutionTime))
        {
            faults.Add(new("schedule", "Say when the task is due: a schedule, or an executionTime."));
            return null;
        }

        if (draft.Schedule is not null && current is not null && draft.Schedule == ScheduleDraft.Of(current))
            return current;
        if (draft.Schedule is not null)
            return ScheduleReader.Read(draft.Schedule, time.GetUtcNow(), faults);

        var onceFaults = new List<Fault>();
        var once = ScheduleReader.Read(new ScheduleDraft { Kind = "once", At = draft.ExecutionTime }, time.GetUtcNow(), onceFaults);
        faults.AddRange(onceFaults.Select(fault => fault with { Field = "executionTime" }));
        return once;
    }

    private static string? CheckedEmail(string? text, TaskTypeDescription? type, JsonObject payload, List<Fault> faults)
    {
        var email = text?.Trim();
        if (string.IsNullOrEmpty(email))
        {
            if (type is { NeedsUserEmail: true, InPlaceOfUserEmail: null })
                faults.Add(new("userEmail", $"A task of the type '{type.Name}' needs the e-mail address of its user."));
            else if (type is { NeedsUserEmail: true, InPlaceOfUserEmail: { } other } && !faults.Exists(fault => fault.Field == "payload") && string.IsNullOrWhiteSpace(payload[other]?.ToString()))
                faults.Add(new($"payload.{other}", "Say who gets it: here, or as the e-mail address of the task's user."));
            return null;
        }

        if (MailAddressRule.FaultOf(email) is { } fault)
            faults.Add(new("userEmail", fault));
        return email;
    }

    private static List<string> CheckedTags(IReadOnlyList<string> given, List<Fault> faults)
    {
        var tags = given.Select(tag => tag?.Trim() ?? "").Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (tags.Count > TagCount)
            faults.Add(new("tags", $"There are {tags.Count} tags; use at most {TagCount}."));
        if (tags.Find(tag => tag.Length > TagLength) is { } tooLong)
            faults.Add(new("tags", $"The tag '{tooLong[..TagLength]}…' has {tooLong.Length} characters; shorten it to {TagLength}."));
        if (tags.Exists(tag => tag.Any(letter => char.IsControl(letter) || letter is ',' or '"' or '\\')))
            faults.Add(new("tags", "A tag contains a comma, a quotation mark, a backslash or a control character; remove it."));
        return tags;
    }

    private static TimeSpan CheckedTimeLimit(string? text, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            return defaultTimeLimit;
        if (!IsoText.TryReadDuration(text.Trim(), out var limit))
            faults.Add(new("timeLimit", $"'{text}' is no ISO 8601 duration; write for example PT90S or PT5M."));
        else if (limit < TimeSpan.FromSeconds(1) || limit > TimeSpan.FromDays(1))
            faults.Add(new("timeLimit", "The time limit must lie between PT1S (one second) and P1D (one day)."));
        return limit;
    }
}

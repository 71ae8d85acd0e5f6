using System.Text.Json;
using System.Text.Json.Serialization;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Persistence;

/// <summary>Stores a schedule as the JSON that clients write.</summary>
internal static class ScheduleColumn
{
    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write(Schedule schedule) => JsonSerializer.Serialize(ScheduleDraft.Of(schedule), options);

    /// <summary>Reads what <see cref="Write"/> wrote; rules for new schedules (not in the past) don't apply.</summary>
    public static Schedule Read(string text)
    {
        var draft = JsonSerializer.Deserialize<ScheduleDraft>(text, options)!;
        return draft.Kind switch
        {
            "immediate" => new ImmediateSchedule(),
            "once" => new OnceSchedule(Instant(draft.At)),
            "cron" => new CronSchedule(draft.Cron!, draft.TimeZone!),
            "interval" => new IntervalSchedule(Duration(draft.Every), Instant(draft.StartAt)),
            "after" => new AfterSchedule(Guid.Parse(draft.Task!), Enum.Parse<AfterOutcome>(draft.On!, ignoreCase: true)),
            _ => throw new InvalidDataException($"A stored schedule has the unknown kind '{draft.Kind}'."),
        };
    }

    private static DateTimeOffset Instant(string? text) =>
        IsoText.TryReadInstant(text!, out var instant) ? instant : throw new InvalidDataException($"A stored schedule has the unreadable instant '{text}'.");

    private static TimeSpan Duration(string? text) =>
        IsoText.TryReadDuration(text!, out var duration) ? duration : throw new InvalidDataException($"A stored schedule has the unreadable duration '{text}'.");
}

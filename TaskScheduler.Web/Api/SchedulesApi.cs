using TaskScheduler.Core;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api;

/// <summary>What a schedule means.</summary>
/// <param name="Sentence">The schedule in words.</param>
/// <param name="Next">Its next due instants; none when it is due at once.</param>
public sealed record SchedulePreviewJson(string Sentence, IReadOnlyList<DateTimeOffset> Next);

/// <summary>A schedule to look at; for the document alone.</summary>
public sealed record SchedulePreviewRequestJson
{
    /// <summary>The schedule, as a task would have it.</summary>
    public required NewScheduleJson Schedule { get; init; }

    /// <summary>How many due instants to name: 1 to 100, 5 unless said.</summary>
    public int? Count { get; init; }

    /// <summary>IANA time zone in which instants are said; that of the schedule, or UTC, unless said.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>Schedules over REST, before a task has them.</summary>
public static class SchedulesApi
{
    private const int DefaultCount = 5;
    private const int MaxCount = 100;

    public static void MapSchedules(this RouteGroupBuilder api) => api.MapPost("/schedules/preview", PreviewAsync).WithTags("Schedules").WithName("previewSchedule")
        .WithSummary("Preview a schedule").WithDescription("Says a schedule in words and names its next due instants, without creating anything.")
        .Takes<SchedulePreviewRequestJson>().Produces<SchedulePreviewJson>().Refuses(400, 413, 415);

    private static Task<IResult> PreviewAsync(HttpContext http, TimeProvider time, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["schedule", "count", "timeZone"]);
        var count = reader.Number("count") ?? DefaultCount;
        if (count is < 1 or > MaxCount)
            faults.Add(new("count", $"'count' must be a whole number from 1 to {MaxCount}."));
        var zoneName = reader.Text("timeZone");
        if (!ZoneNames.TryRead(zoneName ?? ZoneNames.Default, out var zone))
            faults.Add(new("timeZone", $"'{zoneName}' is not a known time zone; write an IANA name such as Europe/Berlin or UTC."));
        var draft = reader.Object("schedule") is { } given ? TaskBody.ReadSchedule(given, "schedule.", faults) : null;
        if (draft is null && faults.Count == 0)
            faults.Add(new("schedule", "Give the schedule to preview."));
        var now = time.GetUtcNow();
        var schedule = draft is null ? null : ScheduleReader.Read(draft, now, faults);
        return Task.FromResult(faults.Count > 0
            ? Problems.Invalid(faults)
            : TypedResults.Ok(Preview(schedule!, zoneName is null && schedule is CronSchedule cron ? cron.TimeZone : zone!, count, now)));
    }, cancellationToken);

    private static SchedulePreviewJson Preview(Schedule schedule, string zoneName, int count, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var next = schedule is ImmediateSchedule ? [] : Occurrences.Upcoming(schedule, now, count);
        return new(ScheduleWords.Describe(schedule, zone), [.. next.Select(instant => TimeZoneInfo.ConvertTime(instant, zone))]);
    }
}

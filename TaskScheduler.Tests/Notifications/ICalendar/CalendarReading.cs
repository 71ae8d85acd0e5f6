using System.Text.Json;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.ICalendar;

/// <summary>A calendar to be read.</summary>
/// <param name="Until">Up to which instant recurring entries are expanded (Unix seconds); 0 for not at all.</param>
/// <param name="Most">Most occurrences of one entry.</param>
/// <param name="OnlyIcalJs">Left out of the reader that takes a zone for what its own tables say, whatever the calendar says of it.</param>
public sealed record CalendarInput(string Text, long Until = 0, int Most = 0, bool OnlyIcalJs = false);

/// <summary>Has calendars read by two libraries that others wrote: ical.js, which Thunderbird reads with, and node-ical.</summary>
public static class CalendarReading
{
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    /// <summary>What each of them holds, as Support/Node/calendars.js says it; none may fail.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(IReadOnlyList<CalendarInput> inputs)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Location, "calendars.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(inputs, json), TestContext.Current.CancellationToken);
        var ending = await NodeTool.RunAsync("calendars.js", [file], TestContext.Current.CancellationToken);
        Assert.True(ending.ExitCode == 0, ending.Errors);
        var read = JsonSerializer.Deserialize<List<JsonElement>>(ending.Output)!;
        Assert.All(read, one => Assert.False(one.TryGetProperty("fault", out var fault), fault.ToString()));
        return read;
    }

    /// <summary>Its only entry, as ical.js reads it.</summary>
    public static JsonElement Event(this JsonElement read) => Assert.Single(read.GetProperty("icalJs").GetProperty("events").EnumerateArray());

    /// <summary>Its entries, as ical.js reads them.</summary>
    public static IEnumerable<JsonElement> Events(this JsonElement read) => read.GetProperty("icalJs").GetProperty("events").EnumerateArray();

    /// <summary>Its only entry, as node-ical reads it.</summary>
    public static JsonElement OtherEvent(this JsonElement read) => Assert.Single(read.GetProperty("nodeIcal").EnumerateArray());

    public static string? Text(this JsonElement entry, string name) => entry.GetProperty(name).GetString();

    public static long Number(this JsonElement entry, string name) => entry.GetProperty(name).GetInt64();
}

using System.Text;
using TaskScheduler.Core.Notifications.ICalendar;

namespace TaskScheduler.Tests.Notifications.ICalendar;

public sealed class HostileTextTests
{
    private const int Texts = 400;

    private static readonly string[] pieces =
    [
        "\r\n", "\n", "\r", "\0", "\u0007", "\u007f", "\u0085", "\u2028", "\u2029", "\t", ",", ";", ":", "\"", "'", "\\", "\\n", "\\N", "\\,", "BEGIN:VEVENT", "\r\nEND:VCALENDAR\r\n", "\r\nATTENDEE:mailto:other@example.org",
        "=?utf-8?Q?x?=", "^'", "^n", "%0D%0A", "مرحبا", "שלום", "\u202e", "\u200f", "日本語", "😀", "👩‍👩‍👧‍👦", "\ud83d", "\ude00", "é", "e\u0301", "\ufeff", "a", "Z", " ", "0123456789", new string('x', 74), new string('ß', 40), new string('長', 67),
    ];

    [Fact]
    public async Task Whatever_a_text_holds_two_other_readers_find_it_again_in_its_place()
    {
        var texts = Hostile();
        var entries = texts.Select((text, at) => Entry(text, texts[(at + 1) % texts.Count])).ToList();

        var read = await CalendarReading.ReadAsync([.. entries.Select(entry => new CalendarInput(CalendarText.Of(new("REQUEST", [entry]))))]);

        foreach (var (entry, found) in entries.Zip(read))
        {
            var (one, other) = (found.Event(), found.OtherEvent());
            Assert.Equal((Kept(entry.Summary), Kept(entry.Description)), (one.Text("summary"), one.Text("description") ?? ""));
            Assert.Equal((entry.Uid, "CONFIRMED", "mailto:kim@example.org"), (one.Text("uid"), one.Text("status"), one.GetProperty("attendees")[0].GetString()));
            Assert.Equal((entry.Uid, "CONFIRMED", entry.Start.ToUnixTimeSeconds()), (other.Text("uid"), other.Text("status"), other.Number("start")));
            // That one takes a backslash before an n for a line break however it was written.
            if (!entry.Summary.Contains('\\', StringComparison.Ordinal))
                Assert.Equal(Kept(entry.Summary), other.Text("summary"));
        }
    }

    [Fact]
    public void No_line_is_longer_than_75_octets_or_cuts_a_character()
    {
        foreach (var text in Hostile())
        {
            var lines = CalendarText.Of(new("REQUEST", [Entry(text, text)])).Split("\r\n");

            Assert.All(lines, line => Assert.True(Encoding.UTF8.GetByteCount(line) <= ContentLines.LongestLine, line));
            Assert.All(lines, line => Assert.DoesNotContain(line, character => char.IsControl(character) && character != '\t'));
            // Half a character would not come back.
            Assert.All(lines, line => Assert.Equal(line, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line))));
        }
    }

    [Fact]
    public async Task A_strange_address_or_name_stays_within_its_property()
    {
        var entry = Entry("Water the plants", "") with { Attendee = "\"a;b:c\"@example.org", Organizer = "tasks@example.org" };

        var read = Assert.Single(await CalendarReading.ReadAsync([new(CalendarText.Of(new("REQUEST", [entry])))])).Event();

        Assert.Equal("mailto:%22a%3Bb%3Ac%22@example.org", read.GetProperty("attendees")[0].GetString());
        Assert.Equal("'a;b:c'@example.org", read.GetProperty("names")[0].GetString());
        Assert.Equal("mailto:tasks@example.org", read.Text("organizer"));
    }

    private static CalendarEvent Entry(string title, string description)
    {
        var start = new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
        return new("1@taskscheduler", start, start, start.AddMinutes(15), title) { Description = description, Organizer = "tasks@example.org", Attendee = "kim@example.org", Sequence = 0, Alarm = TimeSpan.FromMinutes(10) };
    }

    // The same ones each time: a fault that is found is found again.
    private static List<string> Hostile()
    {
        var random = new Random(20261201);
        return [.. Enumerable.Range(0, Texts).Select(_ => "t" + string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)])) + "t")];
    }

    private static string Kept(string text)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value is '\r' or 0x85 or 0x2028 or 0x2029)
                kept.Append('\n');
            else if (rune.Value is '\n' or '\t' || !Rune.IsControl(rune))
                kept.Append(rune);
        }

        return kept.ToString();
    }
}

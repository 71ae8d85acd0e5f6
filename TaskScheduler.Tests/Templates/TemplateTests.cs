using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.Templates;

namespace TaskScheduler.Tests.Templates;

public sealed class TemplateTests
{
    private static readonly RunContext run = new(
        Guid.Parse("01890a5e-0a3c-7c1e-9d5b-2f6f3f0a9b11"), Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"), "Say \"hi\" & <go>", "", "kim@example.org", "{}", new(2026, 3, 31, 22, 30, 0, TimeSpan.Zero), 2)
    {
        Input = """{"order":{"id":7,"lines":["a","b"]},"name":"Zoë \"Z\"","none":null,"ok":true}""",
    };

    private static readonly DateTimeOffset now = new(2026, 3, 31, 22, 30, 1, 250, TimeSpan.Zero);

    [Theory]
    [InlineData("no braces at all", "no braces at all")]
    [InlineData("{{now}}", "2026-03-31T22:30:01.250Z")]
    [InlineData("{{due}}", "2026-03-31T22:30:00Z")]
    [InlineData("{{ due }}!", "2026-03-31T22:30:00Z!")]
    [InlineData("{{run.id}} {{run.attempt}}", "01890a5e-0a3c-7c1e-9d5b-2f6f3f0a9b11 2")]
    [InlineData("{{task.id}} {{task.userEmail}}", "01890a5d-ac96-774b-bcce-b302099a8057 kim@example.org")]
    [InlineData("{{task.title}}", "Say \"hi\" & <go>")]
    [InlineData("{{task.title | json}}", "Say \\\"hi\\\" & <go>")]
    [InlineData("{{task.title | url}}", "Say%20%22hi%22%20%26%20%3Cgo%3E")]
    [InlineData("{{task.title | html}}", "Say &quot;hi&quot; &amp; &lt;go&gt;")]
    [InlineData("{{task.title|base64}}", "U2F5ICJoaSIgJiA8Z28+")]
    [InlineData("{{input.order.id}} {{input.order.lines.1}} {{input.ok}} {{input.name}}", "7 b true Zoë \"Z\"")]
    [InlineData("{{input.order}}", """{"id":7,"lines":["a","b"]}""")]
    [InlineData("{{input.missing ?? nothing at all}}", "nothing at all")]
    [InlineData("{{input.none ?? }}", "")]
    [InlineData("{{input.order.lines.2 ?? no third}}", "no third")]
    [InlineData("Bearer {{secret:KEY}}", "Bearer {{now}} k")]
    [InlineData(@"\{{now}} and \\{{run.attempt}} and \\\{{now}}", @"{{now}} and \2 and \{{now}}")]
    [InlineData("""{"a":{{{run.attempt}}}}""", """{"a":{2}}""")]
    [InlineData(@"C:\dir }} }", @"C:\dir }} }")]
    public void A_placeholder_gives_way_to_its_value(string text, string expected) => Assert.Equal(expected, Filled(text));

    [Theory]
    [InlineData("{{due + 1d}}", "2026-04-01T22:30:00Z")]
    [InlineData("{{due+1d}}", "2026-04-01T22:30:00Z")]
    [InlineData("{{due - 2h30m}}", "2026-03-31T20:00:00Z")]
    [InlineData("{{due + 1w2d}}", "2026-04-09T22:30:00Z")]
    [InlineData("{{due + 90s}}", "2026-03-31T22:31:30Z")]
    [InlineData("{{due + P1DT2H}}", "2026-04-02T00:30:00Z")]
    [InlineData("{{due - P1M}}", "2026-02-28T22:30:00Z")]
    [InlineData("{{due - 1mo}}", "2026-02-28T22:30:00Z")]
    [InlineData("{{due + 1y - 1d}}", "2027-03-30T22:30:00Z")]
    [InlineData("{{due start-of-day}}", "2026-03-31T00:00:00Z")]
    [InlineData("{{due start-of-day | Europe/Berlin}}", "2026-04-01T00:00:00+02:00")]
    [InlineData("{{due end-of-month}}", "2026-03-31T23:59:59.999Z")]
    [InlineData("{{due start-of-week}}", "2026-03-30T00:00:00Z")]
    [InlineData("{{due + 5d start-of-week}}", "2026-03-30T00:00:00Z")]
    [InlineData("{{due end-of-year | yyyy}}", "2026")]
    [InlineData("{{due - 1mo start-of-month | yyyy-MM-dd}}", "2026-02-01")]
    [InlineData("{{due | yyyy-MM-dd | Europe/Berlin}}", "2026-04-01")]
    [InlineData("{{due | Europe/Berlin | HH:mm}}", "00:30")]
    [InlineData("{{due | d}}", "31")]
    [InlineData("{{due|yyyyMMdd'T'HHmmss}}", "20260331T223000")]
    [InlineData("{{due | unix}} {{now | unixms}}", "1774996200 1774996201250")]
    [InlineData("{{due | ddd, d MMM yyyy}}", "Tue, 31 Mar 2026")]
    public void An_instant_is_moved_and_written_as_asked(string text, string expected) => Assert.Equal(expected, Filled(text));

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "{{due + 1d start-of-day + 2h30m | Europe/Berlin}}", "2026-03-29T03:30:00+02:00")]
    [InlineData("2026-03-28T01:30:00Z", "{{due + 1d | Europe/Berlin}}", "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-03-28T11:00:00Z", "{{due + 1d | Europe/Berlin}}", "2026-03-29T12:00:00+02:00")]
    [InlineData("2026-03-28T11:00:00Z", "{{due + 24h | Europe/Berlin}}", "2026-03-29T13:00:00+02:00")]
    [InlineData("2026-10-25T12:00:00Z", "{{due start-of-day + 2h | Europe/Berlin}}", "2026-10-25T02:00:00+02:00")]
    public void Days_are_those_of_the_calendar_and_hours_those_of_the_clock_where_clocks_change(string due, string text, string expected) =>
        Assert.Equal(expected, Filled(text, run with { DueAt = DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture) }));

    [Theory]
    [InlineData("{{nwo}}", "'{{nwo}}' is no placeholder. There are now, due,")]
    [InlineData("{{}}", "'{{}}' is no placeholder.")]
    [InlineData("{{task}}", "'{{task}}' is no placeholder.")]
    [InlineData("{{input.}}", "'{{input.}}' is no placeholder.")]
    [InlineData("{{secret:}}", "'{{secret:}}' is no placeholder.")]
    [InlineData("{{secret:a b}}", "'{{secret:a b}}' is no placeholder.")]
    [InlineData("{{now", "'{{' begins a placeholder, and '}}' to end it is missing.")]
    [InlineData("{{due + 1}}", "'+ 1' is no way from one instant to another.")]
    [InlineData("{{due + 1x}}", "'+ 1x' is no way from one instant to another.")]
    [InlineData("{{due start-of-decade}}", "'start-of-decade' is no way")]
    [InlineData("{{due + P}}", "'+ P' is no way")]
    [InlineData("{{due + 99999y}}", "'{{due + 99999y}}' leads out of the calendar.")]
    [InlineData("{{due | QQQ}}", "'QQQ' is neither a format nor a time zone.")]
    [InlineData("{{due | Europe/Berlni}}", "'Europe/Berlni' is neither a format nor a time zone.")]
    [InlineData("{{due | yyyy | MM}}", "'MM' is neither a format nor a time zone.")]
    [InlineData("{{task.title | upper}}", "'upper' is no way to write a text. There are json, url, html and base64.")]
    public void What_is_not_understood_is_said(string text, string fault)
    {
        Assert.Null(Template.Read(text, out var said));

        Assert.StartsWith(fault, said, StringComparison.Ordinal);
    }

    private static string Filled(string text, RunContext? of = null)
    {
        var values = new TemplateValues(of ?? run, now, new Dictionary<string, string> { ["KEY"] = "{{now}} k" });
        var faults = new List<string>();
        var type = new TaskTypeDescription("any", "Any", "", "", [new("text", "Text", PayloadFieldKind.LongText)]);
        var filled = new PayloadRendering(type, values, faults).Of(new() { ["text"] = text });
        Assert.Empty(faults);
        return filled["text"]!.GetValue<string>();
    }
}

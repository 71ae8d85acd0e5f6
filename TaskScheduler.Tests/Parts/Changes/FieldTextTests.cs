using System.Text.Json.Nodes;
using TaskScheduler.Web.Parts.Changes;

namespace TaskScheduler.Tests.Parts.Changes;

public class FieldTextTests
{
    [Theory]
    [InlineData("title", "\"Water\"", "Water")]
    [InlineData("tags", """["a","b"]""", "a, b")]
    [InlineData("active", "false", "no")]
    [InlineData("timeLimit", "\"PT90S\"", "1 min 30 s")]
    [InlineData("payload.count", "3", "3")]
    [InlineData("payload.arguments", """["a, b",""]""", "\"a, b\", \"\"")]
    [InlineData("elapsedMs", "90000", "1 min 30 s")]
    [InlineData("state", "\"timedOut\"", "Timed out")]
    [InlineData("retry", """{"kind":"fixed","wait":"PT30S","retries":2}""", "2 retries, each after 30 s")]
    [InlineData("retry", """{"kind":"sometimes"}""", """{"kind":"sometimes"}""")]
    [InlineData("overlap", "\"cancelPrevious\"", "cancels its previous run")]
    [InlineData("recovery", "\"markAsLost\"", "a lost run ends as failed")]
    [InlineData("schedule", """{"kind":"after","task":"01890a5d-ac96-774b-bcce-b302099a8057","on":"failed"}""", "Whenever another task has failed · task 01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("schedule", """{"kind":"cron","cron":"0 9 * * *","timeZone":"Europe/Berlin"}""", "Every day at 09:00 (Europe/Berlin) · 0 9 * * *")]
    [InlineData("schedule", """{"kind":"once","at":"2020-01-01T09:00:00+00:00"}""", "Once on Wednesday, 1 January 2020 at 09:00 (UTC)")]
    [InlineData("schedule", """{"kind":"cron","cron":"nonsense"}""", """{"kind":"cron","cron":"nonsense"}""")]
    [InlineData("schedule", """{"kind":1}""", """{"kind":1}""")]
    [InlineData("schedule", "\"2030-01-01T09:00:00Z\"", "2030-01-01T09:00:00Z")]
    public void A_value_is_said_as_a_person_reads_it(string field, string json, string text) => Assert.Equal(text, FieldText.Of(field, JsonNode.Parse(json), TimeZoneInfo.Utc));

    [Fact]
    public void What_is_absent_has_no_text() => Assert.Null(FieldText.Of("title", null, TimeZoneInfo.Utc));
}

using System.Text.Json.Nodes;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.Tasks.History;

public class DefinitionDifferenceTests
{
    private static readonly TaskDraft draft = new()
    {
        Title = "Call home",
        Description = "",
        Type = "http",
        Payload = Json("""{"url":"https://example.org/","headers":{"Accept":"text/html","Authorization":"S3CRET-1"}}"""),
        Schedule = new() { Kind = "cron", Cron = "0 9 * * *", TimeZone = "UTC" },
        Tags = ["home"],
        TimeLimit = "PT1M",
    };

    [Fact]
    public void Equal_definitions_do_not_differ() =>
        Assert.Empty(Between(draft, draft with { Payload = Json("""{"headers":{"Authorization":"S3CRET-1","Accept":"text/html"},"url":"https://example.org/"}"""), Tags = ["home"], Schedule = draft.Schedule! with { Kind = "cron" } }));

    [Fact]
    public void What_is_empty_is_as_good_as_absent() =>
        Assert.Empty(Between(draft with { Tags = [], Description = null, UserEmail = "" }, draft with { Tags = null, Payload = Json("""{"url":"https://example.org/","headers":{"Accept":"text/html","Authorization":"S3CRET-1"},"more":{}}""") }));

    [Fact]
    public void Every_field_that_differs_is_said_in_the_order_of_the_json()
    {
        var other = new TaskDraft { Title = "Call mum", Description = "Twice", Type = "notification", Payload = Json("""{"text":"Hi"}"""), ExecutionTime = "2030-01-01T00:00:00Z", UserEmail = "kim@example.org", Tags = ["mum"], TimeLimit = "PT2M" };

        Assert.Equal(
            ["title", "description", "type", "payload.url", "payload.headers.Accept", "payload.headers.Authorization", "payload.text", "schedule", "userEmail", "tags", "timeLimit"],
            Between(draft, other).Select(change => change.Field));
    }

    [Fact]
    public void Members_of_a_payload_are_compared_one_by_one_with_their_values()
    {
        var changes = Between(draft, draft with { Payload = Json("""{"url":"https://example.org/","headers":{"Accept":"text/plain","X-New":"1","Authorization":"S3CRET-1"}}""") });

        Assert.Equal([("payload.headers.Accept", "text/html", "text/plain"), ("payload.headers.X-New", null, "1")], changes.Select(change => (change.Field, change.Before?.ToString(), change.After?.ToString())));
    }

    [Fact]
    public void A_changed_secret_is_named_and_not_shown()
    {
        var change = Assert.Single(Between(draft, draft with { Payload = Json("""{"url":"https://example.org/","headers":{"Accept":"text/html","Authorization":"S3CRET-2"}}""") }));

        Assert.Equal(("payload.headers.Authorization", SecretMask.Hidden, SecretMask.Hidden), (change.Field, change.Before!.ToString(), change.After!.ToString()));
    }

    [Fact]
    public void A_secret_that_was_added_shows_that_there_was_none()
    {
        var change = Assert.Single(Between(draft with { Payload = Json("""{"url":"https://example.org/","headers":{"Accept":"text/html"}}""") }, draft));

        Assert.Equal((null, SecretMask.Hidden), (change.Before?.ToString(), change.After!.ToString()));
    }

    [Theory]
    [InlineData("title", "Title")]
    [InlineData("userEmail", "User e-mail")]
    [InlineData("timeLimit", "Time limit")]
    [InlineData("payload.url", "URL")]
    [InlineData("payload.expectedStatus", "Expected status")]
    [InlineData("payload.headers.X.Y-Key", "Headers (X.Y-Key)")]
    public void A_field_is_called_as_people_call_it(string field, string label) => Assert.Equal(label, FieldWords.Label(field));

    private static IReadOnlyList<FieldChange> Between(TaskDraft before, TaskDraft after) => DefinitionDifference.Between(before, after, new SecretMask(new TaskTypeCatalog([])));

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}

using System.Text.Json.Nodes;
using TaskScheduler.Core;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Http;

namespace TaskScheduler.Tests.TaskTypes;

public class PayloadRulesTests
{
    [Theory]
    [InlineData("""{"url":"https://example.com/a?b=c"}""")]
    [InlineData("""{"url":"http://localhost:8080","method":"POST","headers":{"X-Api-Key":"ä b"},"body":"{\"a\":1}\r\n","expectedStatus":"200-299, 304"}""")]
    [InlineData("""{"url":"http://[::1]/","method":"","headers":null,"body":"","expectedStatus":""}""")]
    public void A_payload_that_keeps_the_rules_has_no_faults(string json) => Assert.Empty(Faults(json));

    [Theory]
    [InlineData("""{}""", "url", "URL is needed.")]
    [InlineData("""{"url":""}""", "url", "URL is needed.")]
    [InlineData("""{"url":null}""", "url", "URL is needed.")]
    [InlineData("""{"url":42}""", "url", "URL has to be a text.")]
    [InlineData("""{"url":"/path"}""", "url", "https://example.com/path")]
    [InlineData("""{"url":"ftp://example.com"}""", "url", "https://example.com/path")]
    [InlineData("""{"url":"http://"}""", "url", "https://example.com/path")]
    [InlineData("""{"url":" http://example.com"}""", "url", "without spaces")]
    [InlineData("""{"url":"http://user:secret@example.com"}""", "url", "Authorization header")]
    [InlineData("""{"url":"http://example.com","method":"get"}""", "method", "GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS")]
    [InlineData("""{"url":"http://example.com","headers":"X: 1"}""", "headers", "JSON object of texts")]
    [InlineData("""{"url":"http://example.com","headers":{"X Y":"1"}}""", "headers", "'X Y' is not a possible name")]
    [InlineData("""{"url":"http://example.com","headers":{"X\n":"1"}}""", "headers", "is not a possible name")]
    [InlineData("""{"url":"http://example.com","headers":{"":"1"}}""", "headers", "1 to 200 characters")]
    [InlineData("""{"url":"http://example.com","headers":{"X":1}}""", "headers", "the value of 'X' has to be a text")]
    [InlineData("""{"url":"http://example.com","headers":{"X":"a\r\nY: b"}}""", "headers", "one line without control characters")]
    [InlineData("""{"url":"http://example.com","headers":{"X":"1","X":"2"}}""", "headers", "a name twice")]
    [InlineData("""{"url":"http://example.com","body":"a\u0000b"}""", "body", "NUL")]
    [InlineData("""{"url":"http://example.com","expectedStatus":"2xx"}""", "expectedStatus", "200-299,304")]
    [InlineData("""{"url":"http://example.com","expectedStatus":"299-200"}""", "expectedStatus", "100 to 599")]
    [InlineData("""{"url":"http://example.com","expectedStatus":"600"}""", "expectedStatus", "100 to 599")]
    [InlineData("""{"url":"http://example.com","metod":"GET"}""", "metod", "its fields are method, url, headers, body and expectedStatus")]
    public void A_broken_rule_is_said_at_its_field(string json, string field, string message)
    {
        var fault = Assert.Single(Faults(json));

        Assert.Equal($"payload.{field}", fault.Field);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_broken_rules_are_said_together() =>
        Assert.Equal(
            ["payload.Url", "payload.method", "payload.url"],
            Faults("""{"Url":"http://example.com","method":"FETCH"}""").Select(fault => fault.Field));

    [Fact]
    public void A_field_named_twice_is_refused() =>
        Assert.Equal("payload", Assert.Single(Faults("""{"url":"http://example.com","url":"http://example.org"}""")).Field);

    [Fact]
    public void Texts_and_pairs_have_an_upper_limit()
    {
        var headers = new JsonObject(Enumerable.Range(0, 51).Select(number => KeyValuePair.Create<string, JsonNode?>($"X-{number}", "1")));
        var payload = new JsonObject { ["url"] = "http://example.com/" + new string('a', 2_000), ["headers"] = headers, ["body"] = new string('b', 262_145) };

        var faults = new List<Fault>();
        PayloadRules.Check(HttpPayload.Description, payload, faults);

        Assert.Equal(["payload.url", "payload.headers", "payload.body"], faults.Select(fault => fault.Field));
    }

    private static List<Fault> Faults(string json)
    {
        var faults = new List<Fault>();
        PayloadRules.Check(HttpPayload.Description, JsonNode.Parse(json)!.AsObject(), faults);
        return faults;
    }
}

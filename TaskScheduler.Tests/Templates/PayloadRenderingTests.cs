using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TaskScheduler.Core;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Http;
using TaskScheduler.Core.Templates;

namespace TaskScheduler.Tests.Templates;

public sealed class PayloadRenderingTests
{
    [Theory]
    [InlineData("https://example.org/{{input}}/x?y={{input}}", "a/b?c#d", "https://example.org/a%2Fb%3Fc%23d/x?y=a%2Fb%3Fc%23d")]
    [InlineData("https://example.org/{{input | url}}", "a/b", "https://example.org/a%2Fb")]
    [InlineData("https://{{input}}.example.org:8080/", "eu-1", "https://eu-1.example.org:8080/")]
    [InlineData("{{input}}/orders/{{input.x ?? 1}}", "https://shop.example:8443/v1", "https://shop.example:8443/v1/orders/1")]
    [InlineData("{{input}}", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d")]
    public void In_a_url_a_value_stays_where_it_stands(string url, string input, string expected) =>
        Assert.Equal((expected, ""), Rendered(new() { ["url"] = url }, input, payload => payload["url"]!.GetValue<string>()));

    [Theory]
    [InlineData("https://{{input}}.example.org/", "evil.example/")]
    [InlineData("https://{{input}}.example.org/", "evil.example#")]
    [InlineData("https://{{input}}.example.org/", "user@evil.example?")]
    [InlineData("https://example.org{{input}}", "@evil.example")]
    [InlineData("https://example.org{{input}}", "\\evil")]
    [InlineData("https://example.org:{{input}}/", "80@evil.example")]
    [InlineData("{{input.x ?? https://a.example}}{{input}}", ".evil.example/")]
    [InlineData("https://example.org/files/{{input}}/delete", "..")]
    [InlineData("https://example.org/files/{{input}}", ".")]
    [InlineData("https://example.org/{{input.missing}}", "x")]
    [InlineData("{{input}}", "https://user:pass@example.org/")]
    [InlineData("{{input}}", "file:///etc/passwd")]
    [InlineData("{{input}}", "https://example.org/\r\nX: y")]
    public void A_value_that_would_lead_elsewhere_is_refused(string url, string input) =>
        Assert.NotEmpty(Rendered(new() { ["url"] = url }, input, _ => "").Faults);

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void A_line_break_in_the_value_of_a_header_is_refused(string input) =>
        Assert.Equal(
            "Headers: the value of 'X-Name' has to be one line without control characters.",
            Rendered(new() { ["url"] = "https://example.org/", ["headers"] = new JsonObject { ["X-Name"] = "{{input}}" } }, input, _ => "").Faults);

    [Fact]
    public void Few_placeholders_do_not_become_gigabytes() =>
        Assert.Equal(
            "payload.body becomes too long when its placeholders are filled in.",
            Rendered(new() { ["url"] = "https://example.org/", ["body"] = string.Concat(Enumerable.Repeat("{{input}}", 10_000)) }, new string('x', 100_000), _ => "").Faults);

    [Fact]
    public void Whatever_the_values_are_the_payload_stays_json_and_none_of_them_is_read_as_a_placeholder()
    {
        var texts = ArbMap.Default.ArbFor<NonNull<string>>().Generator.Select(text => text.Get)
            .Or(Gen.Elements("\"", "\\", "\",\"x\":\"", "{{now}}", "}}", "\\{{", "\u2028", "</script>", "\r\n", "{\"a\":1}"));

        Prop.ForAll(texts.Two().ToArbitrary(), pair =>
        {
            // Half of a surrogate pair is no text; nobody can send one.
            var (title, secret) = (Whole(pair.Item1), Whole(pair.Item2));
            var values = new TemplateValues(Run(null) with { Title = title }, DateTimeOffset.UnixEpoch, new Dictionary<string, string> { ["K"] = secret });
            var faults = new List<string>();
            var json = new PayloadRendering(HttpPayload.Description, values, faults).Of(new() { ["body"] = "{{task.title}}|{{secret:K}}|{{task.title | json}}" }).ToJsonString();
            var body = JsonDocument.Parse(json).RootElement.GetProperty("body").GetString()!;
            Assert.Empty(faults);
            Assert.StartsWith($"{title}|{secret}|", body, StringComparison.Ordinal);
            Assert.Equal(title, JsonSerializer.Deserialize<string>($"\"{body[(title.Length + secret.Length + 2)..]}\""));
        }).QuickCheckThrowOnFailure();
    }

    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static RunContext Run(string? input) => new(Guid.NewGuid(), Guid.NewGuid(), "Call", "", null, "{}", DateTimeOffset.UnixEpoch, 1) { Input = input };

    private static (string? Value, string Faults) Rendered(JsonObject payload, string input, Func<JsonObject, string> value)
    {
        var faults = new List<string>();
        var rendered = new PayloadRendering(HttpPayload.Description, new(Run(JsonSerializer.Serialize(input)), DateTimeOffset.UnixEpoch, new Dictionary<string, string>()), faults).Of(payload);
        var broken = new List<Fault>();
        if (faults.Count == 0)
            PayloadRules.Check(HttpPayload.Description, rendered, broken, filledIn: true);
        return (value(rendered), string.Join(' ', faults.Concat(broken.Select(fault => fault.Message))));
    }
}

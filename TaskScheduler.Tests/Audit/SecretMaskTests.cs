using System.Text.Json.Nodes;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.Audit;

public class SecretMaskTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("Proxy-Authorization")]
    [InlineData("cookie")]
    [InlineData("Set-Cookie")]
    [InlineData("X-Api-Key")]
    [InlineData("XAPIKEY")]
    [InlineData("APIKey")]
    [InlineData("X-Auth-Token")]
    [InlineData("client_secret")]
    [InlineData("userPassword")]
    [InlineData("X-Hub-Signature-256")]
    public void A_value_of_such_a_name_is_a_secret(string name) => Assert.True(SecretMask.IsSecret(name));

    [Theory]
    [InlineData("Accept")]
    [InlineData("Content-Type")]
    [InlineData("author")]
    [InlineData("monkey")]
    [InlineData("X-Request-Id")]
    public void A_value_of_another_name_is_none(string name) => Assert.False(SecretMask.IsSecret(name));

    [Theory]
    [InlineData("https://kim:S3CRET@example.org/a", "https://••••••@example.org/a")]
    [InlineData("https://kim:p@S3CRET@example.org/a", "https://••••••@example.org/a")]
    [InlineData("https://example.org/a?page=2&access_token=S3CRET&x=1#top", "https://example.org/a?page=2&access_token=••••••&x=1#top")]
    [InlineData("https://example.org/?X-Amz-Signature=S3CRET", "https://example.org/?X-Amz-Signature=••••••")]
    [InlineData("grant=password_grant&password=S3CRET", "grant=password_grant&password=••••••")]
    [InlineData("""{"name":"Kim","password": "S3\"CRET","pin_key":12345}""", """{"name":"Kim","password": "••••••","pin_key":"••••••"}""")]
    [InlineData("Note the token: S3CRET here", "Note the token: ••••••")]
    [InlineData("curl -H 'Authorization: Bearer S3CRET'", "curl -H 'Authorization: ••••••'")]
    [InlineData("use Bearer S3CRETS3CRETS3CRET now", "use Bearer •••••• now")]
    public void In_a_text_what_is_recognized_is_hidden(string text, string shown) => Assert.Equal(shown, SecretMask.InText(text));

    [Theory]
    [InlineData("Water the plants")]
    [InlineData("A basic understanding of the author's monkey: none")]
    [InlineData("https://example.org/a?page=2&sort=title")]
    [InlineData("kim@example.org")]
    public void A_text_without_secrets_stays_as_it_is(string text) => Assert.Equal(text, SecretMask.InText(text));

    [Fact]
    public void A_payload_is_masked_by_the_names_in_it_at_any_depth()
    {
        var payload = JsonNode.Parse("""{"url":"https://example.org/?key=S3CRET","headers":{"Authorization":"S3CRET","Accept":"text/html"},"tokens":["S3CRET"],"count":3,"none":null}""")!.AsObject();

        var masked = Mask().InPayload("http", payload);

        Assert.DoesNotContain("S3CRET", masked.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("text/html", masked["headers"]!["Accept"]!.GetValue<string>());
        Assert.Equal(3, masked["count"]!.GetValue<int>());
        Assert.Contains("S3CRET", payload.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_its_type_marks_is_masked_whatever_its_name()
    {
        var masked = Mask(new PayloadField("pin", "PIN", PayloadFieldKind.Text) { IsSecret = true }, new PayloadField("vars", "Variables", PayloadFieldKind.Pairs) { IsSecret = true })
            .InPayload("marked", JsonNode.Parse("""{"pin":"1234","vars":{"A":"1234"},"plain":"shown"}""")!.AsObject());

        Assert.DoesNotContain("1234", masked.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("shown", masked["plain"]!.GetValue<string>());
    }

    private static SecretMask Mask(params PayloadField[] fields) => new(new TaskTypeCatalog([new MarkedTaskType(fields)]));

    private sealed class MarkedTaskType(PayloadField[] fields) : ITaskType
    {
        public TaskTypeDescription Description => new("marked", "Marked", "Has fields a test made up.", "science", fields);

        public Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing of this type is run.");
    }
}
